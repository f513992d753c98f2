using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>What the handlers need, validated and frozen.</summary>
internal sealed record TransportSettings(
    IReadOnlyList<Uri> Endpoints,
    string? ApiKey,
    Func<CancellationToken, ValueTask<string?>>? ApiKeyProvider,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    GatewayLimits Limits,
    ResilienceOptions Resilience,
    TimeProvider TimeProvider,
    ILogger Logger);

using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>What the handlers need, validated and frozen.</summary>
internal sealed record TransportSettings(
    IReadOnlyList<Uri> Endpoints,
    Func<CancellationToken, ValueTask<string?>> ApiKey,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    GatewayLimits Limits,
    ResilienceOptions Resilience,
    TimeProvider TimeProvider,
    ILogger Logger);

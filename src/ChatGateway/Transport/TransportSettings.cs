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
    ILogger Logger)
{
    /// <summary>The daily quotas; null where they are not counted.</summary>
    public DailyQuota? Quota { get; init; }

    /// <summary>How many requests a minute may be sent; null for any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>What happens to calls above the client's own limits.</summary>
    public LimitBehavior WhenLimited { get; init; }

    /// <summary>The client's words for a day's limit; null for the catalogue's.</summary>
    public IReadOnlyList<string>? DailyQuotaTexts { get; init; }
}

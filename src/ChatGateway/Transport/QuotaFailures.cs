using System.Globalization;

namespace ChatGateway;

/// <summary>Makes the exceptions of the client's own limits, and completes those of the gateway's quotas by what was counted.</summary>
internal static class QuotaFailures
{
    /// <summary>What <see cref="QuotaExhaustedException.QuotaGroup"/> says of <see cref="QuotaOptions.RequestsPerMinute"/>.</summary>
    public const string RateGroup = "requests-per-minute";

    /// <summary>What <see cref="QuotaExhaustedException.QuotaGroup"/> says of <see cref="ResilienceOptions.MaxConcurrentCalls"/>.</summary>
    public const string ConcurrencyGroup = "concurrent-calls";

    /// <summary>How many models a message names; the exception holds all.</summary>
    private const int NamedModels = 3;

    /// <summary>Nothing was sent: the day's requests are used up by the count, or by what the gateway said before.</summary>
    public static QuotaExhaustedException Refused(GatewayCall call, QuotaUsage usage, QuotaDecision refusal, IReadOnlyList<ModelId> available)
    {
        bool isLocked = refusal.Verdict == QuotaVerdict.Locked;
        string what = isLocked
            ? $"The gateway has said that the day's quota of group {usage.Group} is used up; {call.Description.Subject} was not sent."
            : $"The day's quota of group {usage.Group} is used up ({Counted(usage)}); {call.Description.Subject} was not sent.";
        DiagnosisFacts facts = Facts(isLocked ? FailureKind.QuotaLocked : FailureKind.QuotaUsedUp, call, available) with { Until = Time(refusal.RetryAt, usage) };
        return new QuotaExhaustedException(what, call.Description, Diagnoser.Diagnose(facts), usage.Group, usage.ResetsAt, response: null)
        {
            Used = usage.Used,
            Limit = usage.Limit,
            RetryAt = refusal.RetryAt,
            AvailableModels = available,
        };
    }

    /// <summary>The gateway said so: the same exception, with what was counted here.</summary>
    public static QuotaExhaustedException Answered(QuotaExhaustedException answer, GatewayCall call, QuotaUsage usage, IReadOnlyList<ModelId> available)
    {
        var response = (GatewayResponseException)answer.InnerException!;
        string others = available.Count > 0 ? $" Still free to use today: {Names(available)}." : "";
        return new QuotaExhaustedException(
            $"{answer.What} Counted here: {Counted(usage)} of group {usage.Group}.{others}", call.Description, answer.Diagnosis, usage.Group, usage.ResetsAt, response)
        {
            Used = usage.Used,
            Limit = usage.Limit,
            RetryAt = usage.LockedUntil ?? answer.RetryAt,
            AvailableModels = available,
        };
    }

    public static QuotaExhaustedException RateLimited(GatewayCall call, int limit, TimeSpan wait) => OwnLimit(
        call, FailureKind.RateLimit, RateGroup, limit, call.TimeProvider.GetUtcNow() + wait,
        string.Create(CultureInfo.InvariantCulture, $"This client has sent its {limit} requests of a minute; {call.Description.Subject} was not sent."));

    public static QuotaExhaustedException NoPlace(GatewayCall call, int limit) => OwnLimit(
        call, FailureKind.ConcurrencyLimit, ConcurrencyGroup, limit, retryAt: null,
        string.Create(CultureInfo.InvariantCulture, $"This client has its {limit} calls under way; {call.Description.Subject} was not sent."));

    private static QuotaExhaustedException OwnLimit(
        GatewayCall call, FailureKind kind, string group, int limit, DateTimeOffset? retryAt, string what) =>
        new(what, call.Description, Diagnoser.Diagnose(new DiagnosisFacts(kind, call.Description)), group, resetsAt: null, response: null)
        {
            Used = limit,
            Limit = limit,
            RetryAt = retryAt,
        };

    private static DiagnosisFacts Facts(FailureKind kind, GatewayCall call, IReadOnlyList<ModelId> available) =>
        new(kind, call.Description) { Available = Names(available) };

    private static string Counted(QuotaUsage usage) => usage.Limit is { } limit
        ? string.Create(CultureInfo.InvariantCulture, $"{usage.Used} of {limit} requests")
        : string.Create(CultureInfo.InvariantCulture, $"{usage.Used} requests");

    private static string Names(IReadOnlyList<ModelId> models) => string.Join(", ", models.Take(NamedModels)) + (models.Count > NamedModels ? ", …" : "");

    // on the gateway's clock, whose midnight it usually is
    private static string Time(DateTimeOffset time, QuotaUsage usage) =>
        time.ToOffset(usage.ResetsAt.Offset).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}

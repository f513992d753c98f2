namespace ChatGateway;

/// <summary>
/// A look at the ranges that the options' attributes give. The generated validator parses and boxes every bound, which takes a
/// first call milliseconds: it is asked only where this look finds something, and then for its words.
/// </summary>
internal static class OptionRanges
{
    private const long Shortest = TimeSpan.TicksPerSecond / 10;
    private const long ShortestWindow = TimeSpan.TicksPerSecond / 2;

    /// <summary>Whether all numbers are in range; null where an object is missing counts as not.</summary>
    public static bool Hold(ChatGatewayOptions options) =>
        options.Resilience is { } resilience && Hold(resilience) && options.Limits is { } limits && Hold(limits)
        && options.Quota is { } quota && Hold(quota)
        && options.KeyTier is null or KeyTier.Free or KeyTier.Paid
        && options.ParameterRules is RuleBehavior.Warn or RuleBehavior.Throw or RuleBehavior.Ignore;

    private static bool Hold(ResilienceOptions options) =>
        options.MaxRetries is >= 0 and <= 10
        && IsIn(options.RetryDelay, 0, TimeSpan.TicksPerMinute)
        && IsIn(options.MaxRetryDelay, 0, 5 * TimeSpan.TicksPerMinute)
        && IsIn(options.MaxServerDelay, 0, TimeSpan.TicksPerHour)
        && IsIn(options.ConnectTimeout, Shortest, 5 * TimeSpan.TicksPerMinute)
        && IsIn(options.AttemptTimeout, Shortest, TimeSpan.TicksPerDay)
        && IsIn(options.TotalTimeout, Shortest, TimeSpan.TicksPerDay)
        && IsIn(options.FirstEventTimeout, Shortest, TimeSpan.TicksPerDay)
        && IsIn(options.IdleTimeout, Shortest, TimeSpan.TicksPerDay)
        && IsIn(options.EventTimeout, Shortest, TimeSpan.TicksPerDay)
        && (options.MaxStreamDuration is not { } duration || IsIn(duration, Shortest, TimeSpan.TicksPerDay))
        && options.MaxConcurrentCalls is null or (>= 1 and <= 100_000)
        && options.BreakerFailureRatio is >= 0.01 and <= 1
        && options.BreakerMinimumCalls is >= 2 and <= 10_000
        && IsIn(options.BreakerWindow, ShortestWindow, TimeSpan.TicksPerDay)
        && IsIn(options.BreakerDuration, ShortestWindow, TimeSpan.TicksPerDay);

    private static bool Hold(GatewayLimits limits) =>
        limits.MaxBodyBytes is >= 1024 and <= 2_147_483_591
        && limits.MaxEventBytes is >= 1024 and <= 1 << 30
        && limits.MaxErrorBytes is >= 1024 and <= 1 << 30
        && limits.MaxPartialBytes is >= 0 and <= 1 << 30;

    private static bool Hold(QuotaOptions quota) =>
        quota.ChatRequestsPerDay is null or >= 0
        && (quota.ResetUtcOffset is not { } offset || IsIn(offset, -14 * TimeSpan.TicksPerHour, 14 * TimeSpan.TicksPerHour))
        && IsIn(quota.ProbeAfter, TimeSpan.TicksPerSecond, 15 * TimeSpan.TicksPerMinute)
        && IsIn(quota.MaxWait, 0, TimeSpan.TicksPerDay)
        && quota.RequestsPerMinute is null or (>= 1 and <= 1_000_000)
        && quota.WhenLimited is LimitBehavior.Wait or LimitBehavior.Refuse
        && quota.MaxPromptTokens is null or >= 1;

    private static bool IsIn(TimeSpan value, long minimum, long maximum) => value.Ticks >= minimum && value.Ticks <= maximum;
}

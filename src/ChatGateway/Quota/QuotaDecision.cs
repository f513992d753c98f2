namespace ChatGateway;

/// <summary>The answer of a <see cref="QuotaStore"/> to a request.</summary>
/// <param name="Verdict">Whether it may be sent.</param>
/// <param name="Day">The day on which it is counted, as the number of days since 1970-01-01 on the gateway's clock.</param>
/// <param name="Used">The group's requests of the day, this one included when it may be sent.</param>
/// <param name="TotalUsed">The requests of the day over all groups; 0 where they are not counted together.</param>
/// <param name="RetryAt">When another try makes sense: the day's end, or that of the lock. Meaningless when the request may be sent.</param>
public readonly record struct QuotaDecision(QuotaVerdict Verdict, int Day, int Used, int TotalUsed, DateTimeOffset RetryAt)
{
    /// <summary>Whether the request may be sent.</summary>
    public bool IsGranted => Verdict is QuotaVerdict.Granted or QuotaVerdict.Probe;
}

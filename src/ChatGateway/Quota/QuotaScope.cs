namespace ChatGateway;

/// <summary>Whose requests are counted, and against which numbers: one for each key and quota group.</summary>
/// <param name="Account">The key at its gateway, as a hash: no key can be read from it.</param>
/// <param name="Group">The models that share the count.</param>
/// <param name="Limit">The group's requests a day; null counts without a limit.</param>
/// <param name="TotalGroup">The name under which requests of several groups are counted together; null when these are not.</param>
/// <param name="TotalLimit">The requests a day of all these groups; null counts without a limit.</param>
/// <param name="ResetUtcOffset">The offset from UTC whose midnight starts a day.</param>
/// <param name="ProbeAfter">How long a probe has to report before the next may follow.</param>
public sealed record QuotaScope(
    string Account, string Group, int? Limit, string? TotalGroup, int? TotalLimit, TimeSpan ResetUtcOffset, TimeSpan ProbeAfter);

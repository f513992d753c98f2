namespace ChatGateway;

/// <summary>What is left today of a quota.</summary>
/// <param name="Group">The group's name; the last is the total of all chat requests.</param>
/// <param name="Models">The models that share it; empty for the total.</param>
/// <param name="Used">The requests counted today, failed ones and retries included.</param>
/// <param name="Limit">The requests a day; null where none is known.</param>
/// <param name="ResetsAt">When the count starts anew, on the gateway's clock.</param>
/// <param name="LockedUntil">Until when requests are held back because the gateway said that the quota is used up; null when it has not.</param>
public sealed record QuotaUsage(
    string Group, IReadOnlyList<ModelId> Models, int Used, int? Limit, DateTimeOffset ResetsAt, DateTimeOffset? LockedUntil)
{
    /// <summary>How many requests are left, as far as is known.</summary>
    /// <value>0 while it is locked; null where no limit is known.</value>
    public int? Remaining => LockedUntil is not null ? 0 : Limit - Used is { } left ? Math.Max(left, 0) : null;
}

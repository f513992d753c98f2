namespace ChatGateway.Tests.Quota;

/// <summary>A store that gives permits, as probes, and is gone when it is told of their outcome.</summary>
internal sealed class FailingQuotaStore : QuotaStore
{
    public override ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken) =>
        new(new QuotaDecision(QuotaVerdict.Probe, Day: 1, Used: 1, TotalUsed: 1, RetryAt: default));

    public override ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken) => throw new IOException("gone");

    public override ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken) => throw new IOException("gone");

    public override ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken) => throw new IOException("gone");

    public override ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken) => throw new IOException("gone");
}

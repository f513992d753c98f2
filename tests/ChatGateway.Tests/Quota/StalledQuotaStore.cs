namespace ChatGateway.Tests.Quota;

/// <summary>A store that refuses for a while, and then says nothing any more.</summary>
internal sealed class StalledQuotaStore(int refusals, DateTimeOffset retryAt) : QuotaStore
{
    private int _left = refusals;

    public override async ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _left) < 0) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return new QuotaDecision(QuotaVerdict.GroupExhausted, Day: 1, Used: 5, TotalUsed: 5, retryAt);
    }

    public override ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override async ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return [];
    }
}

namespace ChatGateway.Tests.Quota;

/// <summary>A store that gives permits, and for ever does whatever else it is asked, whether or not somebody still waits for it.</summary>
internal sealed class StuckQuotaStore : QuotaStore
{
    public override ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken) =>
        new(new QuotaDecision(QuotaVerdict.Granted, Day: 1, Used: 1, TotalUsed: 1, RetryAt: default));

    public override ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken) => new(Never<int>());

    public override ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken) => new(Never<int>());

    public override ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken) => new(Never<int>());

    public override ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken) => new(Never<IReadOnlyList<QuotaCount>>());

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}

using System.Collections.Concurrent;

namespace ChatGateway.Tests.Quota;

/// <summary>A store of a user's own, which notes who asks.</summary>
internal sealed class RecordingQuotaStore : QuotaStore
{
    private readonly MemoryQuotaStore _inner = new();

    public ConcurrentQueue<string> Accounts { get; } = new();

    public override ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        Accounts.Enqueue(scope.Account);
        return _inner.TakeAsync(scope, cancellationToken);
    }

    public override ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken) => _inner.GiveBackAsync(scope, day, cancellationToken);

    public override ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken) => _inner.LockAsync(scope, duration, cancellationToken);

    public override ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken) => _inner.UnlockAsync(scope, cancellationToken);

    public override ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        Accounts.Enqueue(account);
        return _inner.ReadAsync(account, groups, resetUtcOffset, cancellationToken);
    }
}

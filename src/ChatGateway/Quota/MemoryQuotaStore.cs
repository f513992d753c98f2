using System.Collections.Concurrent;

namespace ChatGateway;

/// <summary>Counts in this process. Clients that are given one store share its counts.</summary>
/// <param name="timeProvider">The clock; null means the system's.</param>
public sealed class MemoryQuotaStore(TimeProvider? timeProvider = null) : QuotaStore
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, QuotaLedger> _ledgers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        TryTake(scope, out QuotaDecision decision);
        return new ValueTask<QuotaDecision>(decision);
    }

    internal override bool TryTake(QuotaScope scope, out QuotaDecision decision)
    {
        QuotaLedger ledger = LedgerOf(scope.Account);
        lock (ledger) decision = ledger.Take(scope, _time.GetUtcNow());
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        QuotaLedger ledger = LedgerOf(scope.Account);
        lock (ledger) ledger.GiveBack(scope, day, _time.GetUtcNow());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        QuotaLedger ledger = LedgerOf(scope.Account);
        lock (ledger) ledger.Lock(scope, duration, _time.GetUtcNow());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        QuotaLedger ledger = LedgerOf(scope.Account);
        lock (ledger) ledger.Unlock(scope);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(groups);
        QuotaLedger ledger = LedgerOf(account);
        DateTimeOffset now = _time.GetUtcNow();
        lock (ledger) return new ValueTask<IReadOnlyList<QuotaCount>>([.. groups.Select(group => ledger.CountOf(group, resetUtcOffset, now))]);
    }

    private QuotaLedger LedgerOf(string account) => _ledgers.GetOrAdd(account, static _ => new QuotaLedger());
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChatGateway;

/// <summary>Counts while Redis cannot be asked, and brings the counts to it when it is back.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class RedisOutage
{
    /// <summary>How often it is tried whether Redis can be asked again, over the connection that stood or over a new one.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _ending = new(1, 1);
    private readonly QuotaScript _script;
    private readonly LastCounts _last;
    private readonly OutageCounts _sent;
    private readonly OutageLocks _locks;
    private readonly ILogger _logger;
    private volatile bool _isOn;
    private long _asked;

    public RedisOutage(QuotaScript script, LastCounts last, ILogger logger)
    {
        (_script, _last, _logger) = (script, last, logger);
        _sent = new OutageCounts(last, script);
        _locks = new OutageLocks(script);
    }

    /// <summary>Whether Redis could not be asked the last time.</summary>
    public bool IsOn => _isOn;

    /// <summary>How many additions wait for Redis by name.</summary>
    internal int Unanswered => _sent.Unanswered;

    /// <summary>What counts in its place: what this process sends meanwhile, beside what Redis said last.</summary>
    private MemoryQuotaStore Store { get; set; } = new();

    public void Begin(Exception failure)
    {
        Volatile.Write(ref _asked, TimeProvider.System.GetTimestamp());
        if (Interlocked.Exchange(ref _isOn, true)) return;
        RedisQuotaLog.Lost(_logger, RedisFailure.Describe(failure));
    }

    /// <summary>Whether it is this caller who asks whether Redis is back; the others do not wait for a server that may hang.</summary>
    public bool MayAsk()
    {
        long asked = Volatile.Read(ref _asked);
        return TimeProvider.System.GetElapsedTime(asked) > AskEvery
            && Interlocked.CompareExchange(ref _asked, TimeProvider.System.GetTimestamp(), asked) == asked;
    }

    /// <summary>Takes a request in Redis' place.</summary>
    /// <param name="scope">What it is counted under.</param>
    /// <param name="asked">The arguments of the take that Redis did not answer, which it may run yet; null when it was not asked.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, RedisValue[]? asked, CancellationToken cancellationToken)
    {
        await TakeOverLockAsync(scope, cancellationToken).ConfigureAwait(false);
        int used = _last.Of(scope.Account, scope.Group, scope.ResetUtcOffset);
        int total = scope.TotalGroup is { } name ? _last.Of(scope.Account, name, scope.ResetUtcOffset) : 0;
        // what is left of the limits is what this process may send
        QuotaScope left = scope with { Limit = scope.Limit - used, TotalLimit = scope.TotalLimit - total };
        QuotaDecision decision = await Store.TakeAsync(left, cancellationToken).ConfigureAwait(false);
        if (asked is null)
        {
            if (decision.IsGranted) _sent.Add(scope, decision.Day, 1);
        }
        else if (decision.IsGranted)
        {
            (RedisKey[] keys, RedisValue[] arguments) = _script.Add(scope, decision.Day, asked);
            _sent.Add(new OutageAddition(scope, decision.Day, 1, keys, arguments));
        }
        else
        {
            (RedisKey[] keys, RedisValue[] arguments) = _script.Void(scope, asked);
            Void(scope, keys, arguments);
        }
        return decision with { Used = decision.Used + used, TotalUsed = decision.TotalUsed + total };
    }

    /// <summary>Keeps a void that Redis could not be told of.</summary>
    public void Void(QuotaScope scope, RedisKey[] keys, RedisValue[] arguments) =>
        _sent.Add(new OutageAddition(scope, LocalDay.Today(scope.ResetUtcOffset), 0, keys, arguments));

    public async ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        IReadOnlyList<QuotaCount> counts = await Store.ReadAsync(account, groups, resetUtcOffset, cancellationToken).ConfigureAwait(false);
        return
        [
            .. counts.Select((count, i) => new QuotaCount(
                count.Used + _last.Of(account, groups[i], resetUtcOffset), count.LockedUntil ?? _last.LockedUntil(account, groups[i], resetUtcOffset))),
        ];
    }

    /// <summary>Takes a request off the count.</summary>
    /// <param name="scope">What it was counted under.</param>
    /// <param name="day">The day.</param>
    /// <param name="asked">What Redis was asked for and did not answer; null when it was not asked.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask GiveBackAsync(QuotaScope scope, int day, OutageAddition? asked, CancellationToken cancellationToken)
    {
        if (asked is null) _sent.Add(scope, day, -1);
        else _sent.Add(asked);
        // one that this process has counted alone, or else one that Redis has
        IReadOnlyList<QuotaCount> own = await Store.ReadAsync(scope.Account, [scope.Group], scope.ResetUtcOffset, cancellationToken).ConfigureAwait(false);
        if (own[0].Used > 0) await Store.GiveBackAsync(scope, day, cancellationToken).ConfigureAwait(false);
        else _last.Lower(scope, day);
    }

    public async ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken)
    {
        await TakeOverLockAsync(scope, cancellationToken).ConfigureAwait(false);
        _locks.Lock(scope, duration);
        // what is said now holds in a later outage, too
        _last.Lock(scope, duration);
        _last.TakeOverLock(scope, Store);
        await Store.LockAsync(scope, duration, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        _last.Unlock(scope);
        _locks.Unlock(scope);
        return Store.UnlockAsync(scope, cancellationToken);
    }

    /// <summary>Redis has been told a lock or an unlock: what it was to be told before is old.</summary>
    public void Forget(QuotaScope scope) => _locks.Forget(scope);

    /// <summary>Adds what was sent meanwhile. Only then Redis decides again.</summary>
    public async Task EndAsync(IDatabase database, TimeSpan patience, CancellationToken cancellationToken)
    {
        await _ending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOn) return;
            await database.PingAsync().WaitAsync(patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            await BringAsync(database, patience).ConfigureAwait(false);
            Store = new MemoryQuotaStore();
            _isOn = false;
            int added = _sent.Settle();
            // what passed in between
            await BringAsync(database, patience).ConfigureAwait(false);
            added += _sent.Settle();
            RedisQuotaLog.Back(_logger, added);
        }
        finally
        {
            _ending.Release();
        }
    }

    private async Task BringAsync(IDatabase database, TimeSpan patience)
    {
        await _sent.BringAsync(database, patience).ConfigureAwait(false);
        // after the takes, of which one may have been a probe that moves the lock
        await _locks.BringAsync(database, patience).ConfigureAwait(false);
    }

    /// <summary>A lock of which Redis has told holds on.</summary>
    private ValueTask TakeOverLockAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        MemoryQuotaStore store = Store;
        return _last.TakeOverLock(scope, store) is { } left ? store.LockAsync(scope, left, cancellationToken) : default;
    }
}

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
    private readonly LastCounts _last;
    private readonly OutageCounts _sent;
    private readonly ILogger _logger;
    private volatile bool _isOn;
    private long _asked;

    public RedisOutage(ILogger logger)
    {
        _logger = logger;
        _last = new LastCounts();
        _sent = new OutageCounts(_last);
    }

    /// <summary>Whether Redis could not be asked the last time.</summary>
    public bool IsOn => _isOn;

    /// <summary>What counts in its place: what this process sends meanwhile, beside what Redis said last.</summary>
    public MemoryQuotaStore Store { get; private set; } = new();

    public void Begin(Exception failure)
    {
        Volatile.Write(ref _asked, TimeProvider.System.GetTimestamp());
        if (Interlocked.Exchange(ref _isOn, true)) return;
        RedisQuotaLog.Lost(_logger, failure.GetType().Name);
    }

    /// <summary>Whether it is this caller who asks whether Redis is back; the others do not wait for a server that may hang.</summary>
    public bool MayAsk()
    {
        long asked = Volatile.Read(ref _asked);
        return TimeProvider.System.GetElapsedTime(asked) > AskEvery
            && Interlocked.CompareExchange(ref _asked, TimeProvider.System.GetTimestamp(), asked) == asked;
    }

    /// <summary>Keeps what Redis has said.</summary>
    public void Note(QuotaScope scope, QuotaDecision decision) => _last.Note(scope, decision);

    /// <summary>Takes a request in Redis' place.</summary>
    /// <param name="scope">What it is counted under.</param>
    /// <param name="asked">The arguments of the take that Redis did not answer, which it may run yet; null when it was not asked.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, RedisValue[]? asked, CancellationToken cancellationToken)
    {
        int used = _last.Of(scope.Account, scope.Group, scope.ResetUtcOffset);
        int total = scope.TotalGroup is { } name ? _last.Of(scope.Account, name, scope.ResetUtcOffset) : 0;
        // what is left of the limits is what this process may send
        QuotaScope left = scope with { Limit = scope.Limit - used, TotalLimit = scope.TotalLimit - total };
        QuotaDecision decision = await Store.TakeAsync(left, cancellationToken).ConfigureAwait(false);
        if (decision.IsGranted) _sent.Add(scope, decision.Day, asked);
        return decision with { Used = decision.Used + used, TotalUsed = decision.TotalUsed + total };
    }

    public async ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        IReadOnlyList<QuotaCount> counts = await Store.ReadAsync(account, groups, resetUtcOffset, cancellationToken).ConfigureAwait(false);
        return [.. counts.Select((count, i) => count with { Used = count.Used + _last.Of(account, groups[i], resetUtcOffset) })];
    }

    public ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken)
    {
        _sent.GiveBack(scope, day);
        return Store.GiveBackAsync(scope, day, cancellationToken);
    }

    /// <summary>Adds what was sent meanwhile. Only then Redis decides again.</summary>
    public async Task EndAsync(IDatabase database, QuotaScript script, TimeSpan patience, CancellationToken cancellationToken)
    {
        await _ending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOn) return;
            await database.PingAsync().WaitAsync(patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            await _sent.BringAsync(database, script, patience).ConfigureAwait(false);
            Store = new MemoryQuotaStore();
            _isOn = false;
            int added = _sent.Settle();
            // what passed in between
            await _sent.BringAsync(database, script, patience).ConfigureAwait(false);
            added += _sent.Settle();
            RedisQuotaLog.Back(_logger, added);
        }
        finally
        {
            _ending.Release();
        }
    }
}

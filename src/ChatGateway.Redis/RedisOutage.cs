using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChatGateway;

/// <summary>Counts while Redis cannot be asked, and brings the counts to it when it is back.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class RedisOutage(ILogger logger)
{
    /// <summary>How often a connection that stands is asked whether the server answers again.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _ending = new(1, 1);
    private readonly ConcurrentDictionary<QuotaScope, int> _sent = [];
    private volatile bool _isOn;
    private long _asked;

    /// <summary>Whether Redis could not be asked the last time.</summary>
    public bool IsOn => _isOn;

    /// <summary>What counts in its place. It knows what this process sends meanwhile, and no more.</summary>
    public MemoryQuotaStore Store { get; private set; } = new();

    public void Begin(Exception failure)
    {
        Volatile.Write(ref _asked, TimeProvider.System.GetTimestamp());
        if (Interlocked.Exchange(ref _isOn, true)) return;
        RedisQuotaLog.Lost(logger, failure.GetType().Name);
    }

    /// <summary>Whether it is this caller who asks whether Redis is back; the others do not wait for a server that may hang.</summary>
    public bool MayAsk()
    {
        long asked = Volatile.Read(ref _asked);
        return TimeProvider.System.GetElapsedTime(asked) > AskEvery
            && Interlocked.CompareExchange(ref _asked, TimeProvider.System.GetTimestamp(), asked) == asked;
    }

    public async ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        QuotaDecision decision = await Store.TakeAsync(scope, cancellationToken).ConfigureAwait(false);
        if (decision.IsGranted) _sent.AddOrUpdate(scope, 1, static (_, count) => count + 1);
        return decision;
    }

    public ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken)
    {
        if (_sent.TryGetValue(scope, out int count) && count > 0) _sent.TryUpdate(scope, count - 1, count);
        return Store.GiveBackAsync(scope, day, cancellationToken);
    }

    /// <summary>Adds what was sent meanwhile. Only then Redis decides again.</summary>
    public async Task EndAsync(IDatabase database, QuotaScript script, TimeSpan patience, CancellationToken cancellationToken)
    {
        await _ending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOn) return;
            int added = 0;
            foreach ((QuotaScope scope, int count) in _sent)
            {
                if (count == 0) continue;
                (RedisKey[] keys, RedisValue[] arguments) = script.Add(scope, Guid.NewGuid().ToString("N"), count);
                await database.ScriptEvaluateAsync(QuotaScript.Text, keys, arguments).WaitAsync(patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                // what came in between stays for the next time
                _sent.AddOrUpdate(scope, 0, (_, now) => now - count);
                added += count;
            }
            await database.PingAsync().WaitAsync(patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            Store = new MemoryQuotaStore();
            _isOn = false;
            RedisQuotaLog.Back(logger, added);
        }
        finally
        {
            _ending.Release();
        }
    }
}

using System.Collections.Concurrent;
using StackExchange.Redis;

namespace ChatGateway;

/// <summary>What was sent while Redis could not be asked, kept until Redis says that it has added it.</summary>
internal sealed class OutageCounts(LastCounts last)
{
    private readonly ConcurrentDictionary<(QuotaScope Scope, int Day), int> _sent = [];

    // by name: Redis may have counted them, or do so when it wakes up
    private readonly ConcurrentQueue<(QuotaScope Scope, int Day, RedisValue[] Take)> _unanswered = [];
    private readonly Stack<Addition> _additions = [];
    private readonly List<Addition> _brought = [];

    /// <summary>Adds a request.</summary>
    /// <param name="scope">What it is counted under.</param>
    /// <param name="day">The day.</param>
    /// <param name="take">The take that Redis did not answer; null when it was not asked.</param>
    public void Add(QuotaScope scope, int day, RedisValue[]? take)
    {
        if (take is not null) _unanswered.Enqueue((scope, day, take));
        else _sent.AddOrUpdate((scope, day), 1, static (_, count) => count + 1);
    }

    /// <summary>
    /// Takes one away, if one was added. One that Redis did not answer is added all the same, since it may be counted there already, and
    /// taken away beside that.
    /// </summary>
    public void GiveBack(QuotaScope scope, int day)
    {
        int least = -_unanswered.Count(one => one.Scope == scope && one.Day == day);
        int count = _sent.GetOrAdd((scope, day), 0);
        while (count > least && !_sent.TryUpdate((scope, day), count - 1, count)) count = _sent.GetOrAdd((scope, day), 0);
    }

    /// <summary>Adds all of it to the counts of Redis. For one caller at a time.</summary>
    public async Task BringAsync(IDatabase database, QuotaScript script, TimeSpan patience)
    {
        foreach (((QuotaScope scope, int day), int count) in _sent)
        {
            if (count == 0) continue;
            _sent.AddOrUpdate((scope, day), 0, (_, now) => now - count);
            (RedisKey[] keys, RedisValue[] arguments) = script.Add(scope, day, count);
            _additions.Push(new Addition(scope, day, count, keys, arguments));
        }
        while (_unanswered.TryDequeue(out (QuotaScope Scope, int Day, RedisValue[] Take) one))
        {
            (RedisKey[] keys, RedisValue[] arguments) = script.Add(one.Scope, one.Day, one.Take);
            _additions.Push(new Addition(one.Scope, one.Day, 1, keys, arguments));
        }
        // the newest first: what is to be taken away is there by then
        while (_additions.TryPeek(out Addition? next))
        {
            // the same request until it is answered: the script knows one that it has run, and whoever waits may leave
            await QuotaScript.EvaluateAsync(database, next.Keys, next.Arguments).WaitAsync(patience, TimeProvider.System).ConfigureAwait(false);
            _brought.Add(_additions.Pop());
        }
    }

    /// <summary>Takes what was brought as said by Redis: from now on it is counted there and no more here.</summary>
    /// <returns>How many requests were brought.</returns>
    public int Settle()
    {
        int count = _brought.Sum(addition => addition.Count);
        foreach (Addition addition in _brought) last.Add(addition.Scope, addition.Day, addition.Count);
        _brought.Clear();
        return count;
    }

    private sealed record Addition(QuotaScope Scope, int Day, int Count, RedisKey[] Keys, RedisValue[] Arguments);
}

using System.Collections.Concurrent;
using StackExchange.Redis;

namespace ChatGateway;

/// <summary>What was sent while Redis could not be asked, kept until Redis says that it has added it.</summary>
internal sealed class OutageCounts(LastCounts last, QuotaScript script)
{
    // less what was given back, be it of these or of those that Redis counts
    private readonly ConcurrentDictionary<(QuotaScope Scope, int Day), int> _sent = [];

    // by name: Redis may have run them, or do so when it wakes up
    private readonly ConcurrentQueue<OutageAddition> _unanswered = [];
    private readonly List<OutageAddition> _additions = [];
    private readonly List<(OutageAddition Addition, QuotaDecision Counts)> _brought = [];

    /// <summary>How many wait for Redis by name.</summary>
    public int Unanswered => _unanswered.Count + _additions.Count;

    /// <summary>Adds a request that Redis was not asked for, or takes one away.</summary>
    public void Add(QuotaScope scope, int day, int count) => _sent.AddOrUpdate((scope, day), count, (_, sent) => sent + count);

    /// <summary>Keeps what Redis was asked for and did not answer.</summary>
    public void Add(OutageAddition unanswered) => _unanswered.Enqueue(unanswered);

    /// <summary>Adds all of it to the counts of Redis. For one caller at a time.</summary>
    public async Task BringAsync(IDatabase database, TimeSpan patience)
    {
        // what is named keeps its name, and what comes while Redis refuses that gets none: it would be one more each time
        await BringNamedAsync(database, patience).ConfigureAwait(false);
        Name();
        await BringNamedAsync(database, patience).ConfigureAwait(false);
    }

    /// <summary>Takes what was brought as said by Redis: from now on it is counted there and no more here.</summary>
    /// <returns>How many requests were brought.</returns>
    public int Settle()
    {
        int count = _brought.Sum(one => Math.Max(0, one.Addition.Count));
        foreach ((OutageAddition addition, QuotaDecision counts) in _brought) last.Set(addition.Scope, counts);
        _brought.Clear();
        return count;
    }

    private void Name()
    {
        foreach (((QuotaScope scope, int day), int count) in _sent)
        {
            if (IsOver(scope, day))
            {
                _sent.TryRemove((scope, day), out _);
                continue;
            }
            if (count == 0) continue;
            _sent.AddOrUpdate((scope, day), 0, (_, now) => now - count);
            (RedisKey[] keys, RedisValue[] arguments) = script.Add(scope, day, count);
            _additions.Add(new OutageAddition(scope, day, count, keys, arguments));
        }
        while (_unanswered.TryDequeue(out OutageAddition? one)) _additions.Add(one);
        // from the end: what is to be taken away is there by then
        _additions.Sort(static (one, other) => one.Count.CompareTo(other.Count));
    }

    private async Task BringNamedAsync(IDatabase database, TimeSpan patience)
    {
        _additions.RemoveAll(static one => IsOver(one.Scope, one.Day));
        while (_additions is [.., OutageAddition next])
        {
            // the same request until it is answered: the script knows one that it has run, and whoever waits may leave
            RedisResult counts = await QuotaScript.EvaluateAsync(database, next.Keys, next.Arguments).WaitAsync(patience, TimeProvider.System).ConfigureAwait(false);
            _brought.Add((next, QuotaScript.DecisionOf((byte[])counts!, next.Scope.ResetUtcOffset)));
            _additions.RemoveAt(_additions.Count - 1);
        }
    }

    // by the server's clock, which may be behind, yesterday may not be over
    private static bool IsOver(QuotaScope scope, int day) => day < LocalDay.Today(scope.ResetUtcOffset) - 1;
}

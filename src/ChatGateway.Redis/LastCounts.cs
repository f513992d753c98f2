using System.Collections.Concurrent;

namespace ChatGateway;

/// <summary>What Redis said last of the groups, so that a process does not count from nothing while it cannot be asked.</summary>
internal sealed class LastCounts
{
    private readonly ConcurrentDictionary<(string Account, string Group), Count> _counts = [];

    /// <summary>Keeps what a decision says. Those of one moment may come in any order.</summary>
    public void Note(QuotaScope scope, QuotaDecision decision)
    {
        Raise(scope.Account, scope.Group, decision.Day, decision.Used);
        if (scope.TotalGroup is { } total) Raise(scope.Account, total, decision.Day, decision.TotalUsed);
    }

    /// <summary>Adds what Redis has counted since.</summary>
    public void Add(QuotaScope scope, int day, int count)
    {
        Raise(scope.Account, scope.Group, day, Of(scope.Account, scope.Group, day) + count);
        if (scope.TotalGroup is { } total) Raise(scope.Account, total, day, Of(scope.Account, total, day) + count);
    }

    /// <summary>The last count of a group today.</summary>
    public int Of(string account, string group, TimeSpan resetUtcOffset) => Of(account, group, Today(resetUtcOffset));

    // as the script counts days
    private static int Today(TimeSpan utcOffset) => (int)Math.Floor((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch + utcOffset).TotalDays);

    private int Of(string account, string group, int day) => _counts.TryGetValue((account, group), out Count? count) ? count.On(day) : 0;

    private void Raise(string account, string group, int day, int used) =>
        _counts.GetOrAdd((account, group), static _ => new Count()).Raise(day, used);

    /// <summary>A day and what was counted on it, in one number: a later one is greater.</summary>
    private sealed class Count
    {
        private long _last;

        public int On(int day)
        {
            long last = Volatile.Read(ref _last);
            return (int)(last >> 32) == day ? (int)last : 0;
        }

        public void Raise(int day, int used)
        {
            long said = ((long)day << 32) | (uint)used;
            long last = Volatile.Read(ref _last);
            while (said > last)
            {
                long found = Interlocked.CompareExchange(ref _last, said, last);
                if (found == last) return;
                last = found;
            }
        }
    }
}

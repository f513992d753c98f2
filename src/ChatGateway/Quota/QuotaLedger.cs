using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

namespace ChatGateway;

/// <summary>The day's counts and locks of one account. Not thread-safe: its store sees to that.</summary>
internal sealed class QuotaLedger
{
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);

    // made by the first lock: most days have none
    private Dictionary<string, DateTimeOffset>? _locks;

    /// <summary>The day that is counted.</summary>
    public int Day { get; private set; }

    public IReadOnlyDictionary<string, int> Used => _used;

    public IReadOnlyDictionary<string, DateTimeOffset> Locks => _locks ?? (IReadOnlyDictionary<string, DateTimeOffset>)ReadOnlyDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Makes a ledger of what was written down.</summary>
    public static QuotaLedger Restore(int day, IEnumerable<KeyValuePair<string, int>> used, IEnumerable<KeyValuePair<string, DateTimeOffset>> locks)
    {
        var ledger = new QuotaLedger { Day = day };
        foreach ((string group, int count) in used) ledger._used[group] = Math.Max(count, 0);
        foreach ((string group, DateTimeOffset until) in locks) ledger.LockUntil(group, until);
        return ledger;
    }

    /// <summary>The greater counts and later locks of two ledgers that were kept apart.</summary>
    public QuotaLedger Or(QuotaLedger? other)
    {
        if (other is null || other.Day < Day) return this;
        if (other.Day > Day) return other;
        foreach ((string group, int count) in other._used) _used[group] = Math.Max(count, _used.GetValueOrDefault(group));
        foreach ((string group, DateTimeOffset until) in other.Locks)
        {
            if (!Locks.TryGetValue(group, out DateTimeOffset known) || known < until) LockUntil(group, until);
        }
        return this;
    }

    public QuotaDecision Take(QuotaScope scope, DateTimeOffset now)
    {
        DateTimeOffset reset = Turn(scope.ResetUtcOffset, now);
        _used.TryGetValue(scope.Group, out int used);
        int total = 0;
        if (scope.TotalGroup is { } name) _used.TryGetValue(name, out total);
        if (used >= scope.Limit) return new QuotaDecision(QuotaVerdict.GroupExhausted, Day, used, total, reset);
        if (total >= scope.TotalLimit) return new QuotaDecision(QuotaVerdict.TotalExhausted, Day, used, total, reset);
        var verdict = QuotaVerdict.Granted;
        if (_locks is not null && _locks.TryGetValue(scope.Group, out DateTimeOffset until))
        {
            if (now < until) return new QuotaDecision(QuotaVerdict.Locked, Day, used, total, until);
            _locks[scope.Group] = Earlier(now + scope.ProbeAfter, reset);
            verdict = QuotaVerdict.Probe;
        }
        Add(scope, 1);
        return new QuotaDecision(verdict, Day, used + 1, scope.TotalGroup is null ? 0 : total + 1, default);
    }

    public void GiveBack(QuotaScope scope, int day, DateTimeOffset now)
    {
        Turn(scope.ResetUtcOffset, now);
        if (day == Day) Add(scope, -1);
    }

    public void Lock(QuotaScope scope, TimeSpan duration, DateTimeOffset now)
    {
        DateTimeOffset reset = Turn(scope.ResetUtcOffset, now);
        LockUntil(scope.Group, duration < reset - now ? now + duration : reset);
    }

    public void Unlock(QuotaScope scope) => _locks?.Remove(scope.Group);

    public QuotaCount CountOf(string group, TimeSpan resetUtcOffset, DateTimeOffset now)
    {
        Turn(resetUtcOffset, now);
        DateTimeOffset? until = Locks.TryGetValue(group, out DateTimeOffset locked) && now < locked ? locked : null;
        return new QuotaCount(_used.GetValueOrDefault(group), until);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>Starts a new day when it has come. A clock that is set back starts none.</summary>
    /// <returns>When the day ends.</returns>
    private DateTimeOffset Turn(TimeSpan utcOffset, DateTimeOffset now)
    {
        var calendar = new QuotaCalendar(utcOffset);
        int today = calendar.DayOf(now);
        if (today > Day)
        {
            Day = today;
            _used.Clear();
            _locks?.Clear();
        }
        return calendar.EndOf(Day);
    }

    private void LockUntil(string group, DateTimeOffset until)
    {
        _locks ??= new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        _locks[group] = until;
    }

    private void Add(QuotaScope scope, int count)
    {
        Add(scope.Group, count);
        if (scope.TotalGroup is { } total) Add(total, count);
    }

    private void Add(string group, int count)
    {
        ref int used = ref CollectionsMarshal.GetValueRefOrAddDefault(_used, group, out _);
        used = Math.Max(used + count, 0);
    }
}

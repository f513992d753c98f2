using System.Collections.ObjectModel;

namespace ChatGateway;

/// <summary>The day's counts and locks of one account. Not thread-safe: its store sees to that.</summary>
internal sealed class QuotaLedger
{
    /// <summary>What is left of tomorrow at most.</summary>
    private static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);

    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    // made by the first lock: most days have none
    private Dictionary<string, DateTimeOffset>? _locks;

    // the end of the day, and the clock it was worked out for
    private DateTimeOffset _end;
    private TimeSpan _utcOffset;

    /// <summary>The day that is counted.</summary>
    public int Day { get; private set; }

    /// <summary>The requests by group, as of now.</summary>
    public IReadOnlyDictionary<string, int> Used => _tallies.ToDictionary(entry => entry.Key, entry => entry.Value.Count, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DateTimeOffset> Locks => _locks ?? (IReadOnlyDictionary<string, DateTimeOffset>)ReadOnlyDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Makes a ledger of what was written down.</summary>
    public static QuotaLedger Restore(int day, IEnumerable<KeyValuePair<string, int>> used, IEnumerable<KeyValuePair<string, DateTimeOffset>> locks)
    {
        var ledger = new QuotaLedger { Day = day };
        foreach ((string group, int count) in used) ledger.TallyOf(group).Add(count);
        foreach ((string group, DateTimeOffset until) in locks) ledger.LockUntil(group, until);
        return ledger;
    }

    /// <summary>What others have counted, and on top of it what this ledger has since it was what it was before.</summary>
    /// <param name="other">What the others have counted; null for nothing.</param>
    /// <param name="before">What both have begun with; null for nothing.</param>
    public QuotaLedger Onto(QuotaLedger? other, QuotaLedger? before)
    {
        if (other is null || other.Day < Day) return this;
        if (other.Day > Day) return other;
        // a day that was begun since was begun with nothing
        if (before?.Day != Day) before = null;
        foreach ((string group, Tally tally) in _tallies) other.TallyOf(group).Add(tally.Count - (before?.TallyOf(group).Count ?? 0));
        foreach ((string group, DateTimeOffset until) in Locks)
        {
            bool isNew = before?.Locks.TryGetValue(group, out DateTimeOffset last) != true || last != until;
            if (isNew && (!other.Locks.TryGetValue(group, out DateTimeOffset known) || known < until)) other.LockUntil(group, until);
        }
        foreach ((string group, DateTimeOffset last) in before?.Locks ?? ReadOnlyDictionary<string, DateTimeOffset>.Empty)
        {
            // it was ended here, and is still that one there
            if (!Locks.ContainsKey(group) && other.Locks.TryGetValue(group, out DateTimeOffset known) && known == last) other._locks!.Remove(group);
        }
        return other;
    }

    public QuotaDecision Take(QuotaScope scope, DateTimeOffset now)
    {
        DateTimeOffset reset = Turn(scope.ResetUtcOffset, now);
        Tally group = TallyOf(scope.Group);
        Tally? all = scope.TotalGroup is { } name ? TallyOf(name) : null;
        int used = group.Count;
        int total = all?.Count ?? 0;
        if (used >= scope.Limit) return new QuotaDecision(QuotaVerdict.GroupExhausted, Day, used, total, reset);
        if (total >= scope.TotalLimit) return new QuotaDecision(QuotaVerdict.TotalExhausted, Day, used, total, reset);
        var verdict = QuotaVerdict.Granted;
        if (_locks is not null && _locks.TryGetValue(scope.Group, out DateTimeOffset until))
        {
            if (now < until) return new QuotaDecision(QuotaVerdict.Locked, Day, used, total, until);
            _locks[scope.Group] = Earlier(now + scope.ProbeAfter, reset);
            verdict = QuotaVerdict.Probe;
        }
        group.Add(1);
        all?.Add(1);
        return new QuotaDecision(verdict, Day, group.Count, all?.Count ?? 0, default);
    }

    public void GiveBack(QuotaScope scope, int day, DateTimeOffset now)
    {
        Turn(scope.ResetUtcOffset, now);
        if (day != Day) return;
        TallyOf(scope.Group).Add(-1);
        if (scope.TotalGroup is { } name) TallyOf(name).Add(-1);
    }

    public void Lock(QuotaScope scope, TimeSpan duration, DateTimeOffset now)
    {
        DateTimeOffset reset = Turn(scope.ResetUtcOffset, now);
        DateTimeOffset until = duration < reset - now ? now + duration : reset;
        // the gateway's own word stands
        if (duration == scope.ProbeAfter && Locks.TryGetValue(scope.Group, out DateTimeOffset known) && known > until) return;
        LockUntil(scope.Group, until);
    }

    public void Unlock(QuotaScope scope) => _locks?.Remove(scope.Group);

    public QuotaCount CountOf(string group, TimeSpan resetUtcOffset, DateTimeOffset now)
    {
        Turn(resetUtcOffset, now);
        DateTimeOffset? until = Locks.TryGetValue(group, out DateTimeOffset locked) && now < locked ? locked : null;
        return new QuotaCount(_tallies.TryGetValue(group, out Tally? tally) ? tally.Count : 0, until);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>
    /// Starts a new day when it has come. A clock that is set back over a midnight starts none; further back is no day that was counted,
    /// but one of a clock that was wrong.
    /// </summary>
    /// <returns>When the day ends.</returns>
    private DateTimeOffset Turn(TimeSpan utcOffset, DateTimeOffset now)
    {
        if (now < _end && _end - now <= TwoDays && utcOffset == _utcOffset) return _end;
        var calendar = new QuotaCalendar(utcOffset);
        int today = calendar.DayOf(now);
        if (today > Day || Day > today + 1)
        {
            Day = today;
            _tallies.Clear();
            _locks?.Clear();
        }
        _utcOffset = utcOffset;
        return _end = calendar.EndOf(Day);
    }

    private void LockUntil(string group, DateTimeOffset until)
    {
        _locks ??= new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        _locks[group] = until;
    }

    private Tally TallyOf(string group)
    {
        if (!_tallies.TryGetValue(group, out Tally? tally)) _tallies.Add(group, tally = new Tally());
        return tally;
    }

    /// <summary>How many requests a group has used; never less than none.</summary>
    private sealed class Tally
    {
        public int Count { get; private set; }

        public void Add(int count) => Count = Math.Max(Count + count, 0);
    }
}

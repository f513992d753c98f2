using System.Collections.Concurrent;

namespace ChatGateway;

/// <summary>What Redis said last of the groups, so that a process does not count from nothing while it cannot be asked.</summary>
internal sealed class LastCounts
{
    private readonly ConcurrentDictionary<(string Account, string Group), LastCount> _counts = [];

    /// <summary>Keeps what a decision says. Those of one moment may come in any order.</summary>
    public void Note(QuotaScope scope, QuotaDecision decision)
    {
        LastCount group = CountOf(scope.Account, scope.Group);
        group.Raise(decision.Day, decision.Used);
        if (scope.TotalGroup is { } total) CountOf(scope.Account, total).Raise(decision.Day, decision.TotalUsed);
        if (decision.Verdict == QuotaVerdict.Granted) group.Unlock();
        else if (decision.Verdict == QuotaVerdict.Locked) group.Lock(decision.RetryAt);
        // the others wait for what this one finds out
        else if (decision.Verdict == QuotaVerdict.Probe) group.Lock(LocalDay.EndOfLock(scope.ProbeAfter, scope.ResetUtcOffset));
    }

    /// <summary>Keeps the counts after one was given back or added.</summary>
    public void Set(QuotaScope scope, QuotaDecision counts)
    {
        Set(scope.Account, scope.Group, counts.Day, counts.Used);
        if (scope.TotalGroup is { } total) Set(scope.Account, total, counts.Day, counts.TotalUsed);
    }

    /// <summary>Keeps a count that was read, and the lock.</summary>
    public void Set(string account, string group, int day, QuotaCount count)
    {
        Set(account, group, day, count.Used);
        LastCount kept = CountOf(account, group);
        if (count.LockedUntil is { } until) kept.Lock(until);
        // one that is over is not told: its probe may be to come
        else if (kept.LockedUntil > TimeProvider.System.GetUtcNow()) kept.Unlock();
    }

    /// <summary>Takes one away that Redis counts and could not be told of.</summary>
    public void Lower(QuotaScope scope, int day)
    {
        CountOf(scope.Account, scope.Group).Lower(day);
        if (scope.TotalGroup is { } total && total != scope.Group) CountOf(scope.Account, total).Lower(day);
    }

    /// <summary>Keeps a lock that Redis has.</summary>
    public void Lock(QuotaScope scope, TimeSpan duration)
    {
        LastCount group = CountOf(scope.Account, scope.Group);
        DateTimeOffset until = LocalDay.EndOfLock(duration, scope.ResetUtcOffset);
        if (!QuotaScript.IsInferred(scope, duration) || group.LockedUntil is not { } known || known < until) group.Lock(until);
    }

    /// <summary>Forgets a lock.</summary>
    public void Unlock(QuotaScope scope) => CountOf(scope.Account, scope.Group).Unlock();

    /// <summary>Gives a lock to who counts instead, once.</summary>
    /// <returns>What is left of it today; null when there is none, or none that the taker has not.</returns>
    public TimeSpan? TakeOverLock(QuotaScope scope, object taker) =>
        CountOf(scope.Account, scope.Group).TakeOver(taker) is { } end ? LocalDay.LeftOf(end, scope.ResetUtcOffset) : null;

    /// <summary>The last count of a group today.</summary>
    public int Of(string account, string group, TimeSpan resetUtcOffset) =>
        _counts.TryGetValue((account, group), out LastCount? count) ? count.On(LocalDay.Today(resetUtcOffset)) : 0;

    /// <summary>Until when a group is locked; null when it is not.</summary>
    public DateTimeOffset? LockedUntil(string account, string group, TimeSpan resetUtcOffset) =>
        _counts.TryGetValue((account, group), out LastCount? count) && count.LockedUntil is { } until && until > TimeProvider.System.GetUtcNow()
            ? until.ToOffset(resetUtcOffset)
            : null;

    private void Set(string account, string group, int day, int used) => CountOf(account, group).Set(day, used);

    private LastCount CountOf(string account, string group) => _counts.GetOrAdd((account, group), static _ => new LastCount());
}

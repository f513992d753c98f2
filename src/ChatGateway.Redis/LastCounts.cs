using System.Collections.Concurrent;

namespace ChatGateway;

/// <summary>What Redis said last of the groups, so that a process does not count from nothing while it cannot be asked.</summary>
internal sealed class LastCounts
{
    private readonly ConcurrentDictionary<(string Account, string Group), (int Day, int Used)> _counts = [];

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

    private int Of(string account, string group, int day) => _counts.TryGetValue((account, group), out (int Day, int Used) last) && last.Day == day ? last.Used : 0;

    private void Raise(string account, string group, int day, int used) => _counts.AddOrUpdate(
        (account, group),
        static (_, said) => said,
        static (_, known, said) => said.Day > known.Day || (said.Day == known.Day && said.Used > known.Used) ? said : known,
        (Day: day, Used: used));
}

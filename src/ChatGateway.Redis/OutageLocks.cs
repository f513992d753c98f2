using System.Collections.Concurrent;
using StackExchange.Redis;

namespace ChatGateway;

/// <summary>The gateway's last word on each group, lock or unlock, that Redis could not be told of, kept until it has been.</summary>
internal sealed class OutageLocks(QuotaScript script)
{
    private readonly ConcurrentDictionary<(string Account, string Group), Word> _words = [];

    public void Lock(QuotaScope scope, TimeSpan duration)
    {
        bool isInferred = QuotaScript.IsInferred(scope, duration);
        var word = new Word(scope, LocalDay.Today(scope.ResetUtcOffset), LocalDay.EndOfLock(duration, scope.ResetUtcOffset), isInferred);
        // the newest counts, unless it is a guess
        _words.AddOrUpdate(KeyOf(scope), word, (_, known) => isInferred && known.LockedUntil > word.LockedUntil ? known : word);
    }

    public void Unlock(QuotaScope scope) =>
        _words[KeyOf(scope)] = new Word(scope, LocalDay.Today(scope.ResetUtcOffset), LockedUntil: null, IsInferred: false);

    /// <summary>Redis has been told what is newer.</summary>
    public void Forget(QuotaScope scope)
    {
        if (!_words.IsEmpty) _words.TryRemove(KeyOf(scope), out _);
    }

    /// <summary>Tells Redis what is still true.</summary>
    public async Task BringAsync(IDatabase database, TimeSpan patience)
    {
        foreach (KeyValuePair<(string Account, string Group), Word> entry in _words)
        {
            Word word = entry.Value;
            TimeSpan? left = word.LockedUntil is { } until ? LocalDay.LeftOf(until, word.Scope.ResetUtcOffset) : null;
            // locks and their ends are those of a day
            if (word.Day == LocalDay.Today(word.Scope.ResetUtcOffset))
            {
                (RedisKey[] keys, RedisValue[] arguments) = left is { } duration ? script.Lock(word.Scope, duration, word.IsInferred) : script.Unlock(word.Scope);
                await QuotaScript.EvaluateAsync(database, keys, arguments).WaitAsync(patience, TimeProvider.System).ConfigureAwait(false);
            }
            // unless there is a newer one by now
            _words.TryRemove(entry);
        }
    }

    private static (string Account, string Group) KeyOf(QuotaScope scope) => (scope.Account, scope.Group);

    private sealed record Word(QuotaScope Scope, int Day, DateTimeOffset? LockedUntil, bool IsInferred);
}

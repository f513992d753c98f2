using System.Collections.Concurrent;
using StackExchange.Redis;

namespace ChatGateway;

/// <summary>The script and its arguments. Those of a take are kept by scope: they are the same for every request.</summary>
internal sealed class QuotaScript(string keyPrefix)
{
    /// <summary>The script's text; the connection sends its hash only, once the server knows it.</summary>
    public static string Text { get; } = Read();

    private readonly ConcurrentDictionary<QuotaScope, (RedisKey Hash, string Requests, RedisValue[] Arguments)> _takes = [];

    /// <summary>Keys and arguments of a take.</summary>
    /// <param name="scope">Whose request it is.</param>
    /// <param name="id">Tells this request from all others.</param>
    public (RedisKey[] Keys, RedisValue[] Arguments) Take(QuotaScope scope, string id)
    {
        (RedisKey hash, string requests, RedisValue[] arguments) = _takes.GetOrAdd(scope, static (scope, prefix) => (
            HashKey(prefix, scope.Account),
            RequestPrefix(prefix, scope.Account),
            ["take", Milliseconds(scope.ResetUtcOffset), scope.Group, scope.Limit ?? -1, scope.TotalGroup ?? "", scope.TotalLimit ?? -1, Milliseconds(scope.ProbeAfter)]), keyPrefix);
        return ([hash, requests + id], arguments);
    }

    public (RedisKey[] Keys, RedisValue[] Arguments) Add(QuotaScope scope, string id, int count) =>
        ([HashKey(keyPrefix, scope.Account), RequestPrefix(keyPrefix, scope.Account) + id], ["add", Milliseconds(scope.ResetUtcOffset), scope.Group, scope.TotalGroup ?? "", count]);

    public (RedisKey[] Keys, RedisValue[] Arguments) GiveBack(QuotaScope scope, int day) =>
        ([HashKey(keyPrefix, scope.Account)], ["give back", Milliseconds(scope.ResetUtcOffset), scope.Group, scope.TotalGroup ?? "", day]);

    public (RedisKey[] Keys, RedisValue[] Arguments) Lock(QuotaScope scope, TimeSpan duration) =>
        ([HashKey(keyPrefix, scope.Account)], ["lock", Milliseconds(scope.ResetUtcOffset), scope.Group, Milliseconds(duration)]);

    public (RedisKey[] Keys, RedisValue[] Arguments) Unlock(QuotaScope scope) =>
        ([HashKey(keyPrefix, scope.Account)], ["unlock", Milliseconds(scope.ResetUtcOffset), scope.Group]);

    public (RedisKey[] Keys, RedisValue[] Arguments) Read(string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset) =>
        ([HashKey(keyPrefix, account)], ["read", Milliseconds(resetUtcOffset), .. groups.Select(group => (RedisValue)group)]);

    // the braces are a cluster's hash tag: all keys of an account live on one node
    private static RedisKey HashKey(string prefix, string account) => $"{prefix}:{{{account}}}:quota";

    private static string RequestPrefix(string prefix, string account) => $"{prefix}:{{{account}}}:request:";

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static string Read()
    {
        using Stream stream = typeof(QuotaScript).Assembly.GetManifestResourceStream("Quota.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

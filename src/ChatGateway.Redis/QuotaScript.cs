using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;
using static System.Buffers.Binary.BinaryPrimitives;

namespace ChatGateway;

/// <summary>The script and its arguments. Those of a take are kept by scope: all but the request's name are the same for every request.</summary>
internal sealed class QuotaScript(string keyPrefix)
{
    /// <summary>What a server answers that does not know a hash.</summary>
    private const string UnknownHash = "NOSCRIPT";

    /// <summary>Where the one argument of a take, which the script unpacks, has the request's name.</summary>
    internal const int NameOffset = 2 * sizeof(int);

    private const int NameLength = sizeof(long);

    private static readonly string Text = Read();

    private static readonly byte[] Hash = HashOf(Text);

    /// <summary>An account's hash remembers as many requests as these bits tell apart.</summary>
    private const int SlotBits = 10;

    private readonly ConcurrentDictionary<QuotaScope, (RedisKey[] Keys, byte[] Argument)> _takes = [];

    // the number of a request is its name: of so many numbers no two stores come to the same
    private long _requests = Random.Shared.NextInt64();

    /// <summary>Runs the script by its hash alone.</summary>
    public static Task<RedisResult> EvaluateKnownAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) =>
        database.ScriptEvaluateAsync(Hash, keys, arguments);

    /// <summary>Runs the script by its text, which makes it known to the server.</summary>
    public static Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) =>
        database.ScriptEvaluateAsync(Text, keys, arguments);

    /// <summary>Whether the server does not know the hash: it is new, or was started again.</summary>
    public static bool IsUnknown(RedisServerException failure) => failure.Message.StartsWith(UnknownHash, StringComparison.Ordinal);

    /// <summary>Keys and arguments of a take.</summary>
    public (RedisKey[] Keys, RedisValue[] Arguments) Take(QuotaScope scope)
    {
        (RedisKey[] keys, byte[] same) = _takes.GetOrAdd(scope, static (scope, prefix) => (Keys(prefix, scope.Account), Pack(scope)), keyPrefix);
        byte[] argument = [.. same];
        WriteNextName(argument.AsSpan(NameOffset));
        return (keys, [argument]);
    }

    /// <summary>Adds requests, or takes away what is less than none, under a name of their own.</summary>
    public (RedisKey[] Keys, RedisValue[] Arguments) Add(QuotaScope scope, int day, int count)
    {
        byte[] name = new byte[NameLength];
        WriteNextName(name);
        return Of("add", scope, TotalField(scope), count, name, day);
    }

    /// <summary>Adds one request by the name of the take that was to count it.</summary>
    public (RedisKey[] Keys, RedisValue[] Arguments) Add(QuotaScope scope, int day, RedisValue[] take) =>
        Of("add", scope, TotalField(scope), 1, NameOf(take), day);

    /// <summary>Sees to it that a take does not count, whether it has been run or will be.</summary>
    public (RedisKey[] Keys, RedisValue[] Arguments) Void(QuotaScope scope, RedisValue[] take) => Of("void", scope, TotalField(scope), NameOf(take));

    public (RedisKey[] Keys, RedisValue[] Arguments) Lock(QuotaScope scope, TimeSpan duration, bool isInferred) =>
        Of("lock", scope, Milliseconds(duration), isInferred ? "inferred" : RedisValue.EmptyString);

    /// <summary>Whether a lock is as long as one is of which the gateway has not said how long.</summary>
    public static bool IsInferred(QuotaScope scope, TimeSpan duration) => duration == scope.ProbeAfter;

    public (RedisKey[] Keys, RedisValue[] Arguments) Unlock(QuotaScope scope) => Of("unlock", scope);

    public (RedisKey[] Keys, RedisValue[] Arguments) Read(string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset) =>
        (Keys(keyPrefix, account), ["read", "", Milliseconds(resetUtcOffset), .. groups.Select(group => (RedisValue)Field(group))]);

    /// <summary>What the reply to a take, an addition or a void says: verdict, day, used, total, and the time of the next try where the request may not be sent.</summary>
    public static QuotaDecision DecisionOf(ReadOnlySpan<byte> reply, TimeSpan resetUtcOffset)
    {
        ReadOnlySpan<byte> counts = reply[1..];
        ReadOnlySpan<byte> retry = counts[(3 * sizeof(int))..];
        return new QuotaDecision(
            (QuotaVerdict)reply[0],
            ReadInt32LittleEndian(counts),
            ReadInt32LittleEndian(counts[sizeof(int)..]),
            ReadInt32LittleEndian(counts[(2 * sizeof(int))..]),
            retry.IsEmpty ? default : TimeOf((long)ReadDoubleLittleEndian(retry), resetUtcOffset));
    }

    /// <summary>What the reply to a reading says: the day, and each group's count and end of its lock.</summary>
    public static (int Day, QuotaCount[] Counts) CountsOf(long[] reply, TimeSpan resetUtcOffset) =>
        ((int)reply[0], [.. reply.Skip(1).Chunk(2).Select(pair => new QuotaCount((int)pair[0], pair[1] == 0 ? null : TimeOf(pair[1], resetUtcOffset)))]);

    private static DateTimeOffset TimeOf(long milliseconds, TimeSpan utcOffset) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(utcOffset);

    // the braces are a cluster's hash tag: all that an account keeps lives on one node
    private static RedisKey[] Keys(string prefix, string account) => [$"{prefix}:{{{account}}}:quota"];

    private static string Field(string group) => "g:" + group;

    private static string TotalField(QuotaScope scope) => scope.TotalGroup is { } total ? Field(total) : "";

    // less than none would be none, and the script knows no limit by it
    private static int LimitOf(int? limit) => limit is { } number ? Math.Max(0, number) : -1;

    /// <summary>The one argument of a scope's takes, as the script unpacks it.</summary>
    private static byte[] Pack(QuotaScope scope)
    {
        using var packed = new MemoryStream();
        using var writer = new BinaryWriter(packed);
        writer.Write(LimitOf(scope.Limit));
        writer.Write(LimitOf(scope.TotalLimit));
        // where the request's name comes
        writer.Write(new byte[NameLength]);
        foreach (string field in (ReadOnlySpan<string>)[Field(scope.Group), TotalField(scope)])
        {
            byte[] text = Encoding.UTF8.GetBytes(field);
            writer.Write(text.Length);
            writer.Write(text);
        }
        // most takes do not come to look at these
        writer.Write((int)Milliseconds(scope.ResetUtcOffset));
        writer.Write((double)Milliseconds(scope.ProbeAfter));
        return packed.ToArray();
    }

    private static ReadOnlyMemory<byte> NameOf(RedisValue[] take) => ((ReadOnlyMemory<byte>)take[0]).Slice(NameOffset, NameLength);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    // Redis names scripts so; nothing is protected by it. The connection would look the hash up by the text, at each request
#pragma warning disable CA5350
    private static byte[] HashOf(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350

    private (RedisKey[] Keys, RedisValue[] Arguments) Of(string operation, QuotaScope scope, params ReadOnlySpan<RedisValue> more) =>
        (Keys(keyPrefix, scope.Account), [operation, Field(scope.Group), Milliseconds(scope.ResetUtcOffset), .. more]);

    /// <summary>Names a request. The name begins with the slot in which the script remembers it, in two bytes.</summary>
    private void WriteNextName(Span<byte> name)
    {
        long number = Interlocked.Increment(ref _requests);
        long slot = number & ((1 << SlotBits) - 1);
        WriteInt64LittleEndian(name, (number >> SlotBits << 16) | slot);
    }

    private static string Read()
    {
        using Stream stream = typeof(QuotaScript).Assembly.GetManifestResourceStream("Quota.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

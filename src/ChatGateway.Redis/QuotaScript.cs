using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace ChatGateway;

/// <summary>The script and its arguments. Most of a take's are kept by scope: they are the same for every request.</summary>
internal sealed class QuotaScript(string keyPrefix)
{
    /// <summary>What a server answers that does not know a hash.</summary>
    private const string UnknownHash = "NOSCRIPT";

    /// <summary>Where a take's arguments name the slot that remembers the request, and the request.</summary>
    internal const int SlotArgument = 5;

    internal const int RequestArgument = 6;

    private static readonly string Text = Read();

    private static readonly byte[] Hash = HashOf(Text);

    /// <summary>How many requests an account's hash remembers.</summary>
    private const int Slots = 1024;

    private readonly ConcurrentDictionary<QuotaScope, (RedisKey[] Keys, RedisValue[] Arguments)> _takes = [];

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
        (RedisKey[] keys, RedisValue[] same) = _takes.GetOrAdd(scope, static (scope, prefix) => (
            Keys(prefix, scope.Account),
            ["take", Field(scope.Group), LimitOf(scope.Limit), TotalField(scope), LimitOf(scope.TotalLimit), default, default, Times(scope)]), keyPrefix);
        RedisValue[] arguments = [.. same];
        (arguments[SlotArgument], arguments[RequestArgument]) = NextRequest();
        return (keys, arguments);
    }

    /// <summary>Adds requests, or takes away what is less than none, under a name of their own.</summary>
    public (RedisKey[] Keys, RedisValue[] Arguments) Add(QuotaScope scope, int day, int count)
    {
        (RedisValue slot, RedisValue request) = NextRequest();
        return Of("add", scope, TotalField(scope), count, slot, request, day);
    }

    /// <summary>Adds one request by the name of the take that was to count it.</summary>
    public (RedisKey[] Keys, RedisValue[] Arguments) Add(QuotaScope scope, int day, RedisValue[] take) =>
        Of("add", scope, TotalField(scope), 1, take[SlotArgument], take[RequestArgument], day);

    /// <summary>Sees to it that a take does not count, whether it has been run or will be.</summary>
    public (RedisKey[] Keys, RedisValue[] Arguments) Void(QuotaScope scope, RedisValue[] take) =>
        Of("void", scope, TotalField(scope), take[SlotArgument], take[RequestArgument]);

    public (RedisKey[] Keys, RedisValue[] Arguments) Lock(QuotaScope scope, TimeSpan duration, bool isInferred) =>
        Of("lock", scope, Milliseconds(duration), isInferred ? "inferred" : RedisValue.EmptyString);

    /// <summary>Whether a lock is as long as one is of which the gateway has not said how long.</summary>
    public static bool IsInferred(QuotaScope scope, TimeSpan duration) => duration == scope.ProbeAfter;

    public (RedisKey[] Keys, RedisValue[] Arguments) Unlock(QuotaScope scope) => Of("unlock", scope);

    public (RedisKey[] Keys, RedisValue[] Arguments) Read(string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset) =>
        (Keys(keyPrefix, account), ["read", "", Milliseconds(resetUtcOffset), .. groups.Select(Field)]);

    /// <summary>What the reply to a take, an addition or a void says: "verdict day used total", and the time of the next try where the request may not be sent.</summary>
    public static QuotaDecision DecisionOf(string reply, TimeSpan resetUtcOffset)
    {
        Span<Range> parts = stackalloc Range[5];
        ReadOnlySpan<char> text = reply;
        int count = text.Split(parts, ' ');
        return new QuotaDecision(
            (QuotaVerdict)Number(text[parts[0]]),
            (int)Number(text[parts[1]]),
            (int)Number(text[parts[2]]),
            (int)Number(text[parts[3]]),
            count < parts.Length ? default : TimeOf(Number(text[parts[4]]), resetUtcOffset));

        static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>What the reply to a reading says: the day, and each group's count and end of its lock.</summary>
    public static (int Day, QuotaCount[] Counts) CountsOf(long[] reply, TimeSpan resetUtcOffset) =>
        ((int)reply[0], [.. reply.Skip(1).Chunk(2).Select(pair => new QuotaCount((int)pair[0], pair[1] == 0 ? null : TimeOf(pair[1], resetUtcOffset)))]);

    private static DateTimeOffset TimeOf(long milliseconds, TimeSpan utcOffset) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(utcOffset);

    // the braces are a cluster's hash tag: all that an account keeps lives on one node
    private static RedisKey[] Keys(string prefix, string account) => [$"{prefix}:{{{account}}}:quota"];

    private static RedisValue Field(string group) => "g:" + group;

    private static RedisValue TotalField(QuotaScope scope) => scope.TotalGroup is { } total ? Field(total) : RedisValue.EmptyString;

    // less than none would be none, and the script knows no limit by it
    private static int LimitOf(int? limit) => limit is { } number ? Math.Max(0, number) : -1;

    // in one argument, which most takes do not look at
    private static RedisValue Times(QuotaScope scope) =>
        string.Create(CultureInfo.InvariantCulture, $"{Milliseconds(scope.ResetUtcOffset)} {Milliseconds(scope.ProbeAfter)}");

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    // Redis names scripts so; nothing is protected by it. The connection would look the hash up by the text, at each request
#pragma warning disable CA5350
    private static byte[] HashOf(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350

    private (RedisKey[] Keys, RedisValue[] Arguments) Of(string operation, QuotaScope scope, params ReadOnlySpan<RedisValue> more) =>
        (Keys(keyPrefix, scope.Account), [operation, Field(scope.Group), Milliseconds(scope.ResetUtcOffset), .. more]);

    /// <summary>The slot in which the script remembers a request, and the request's name.</summary>
    private (RedisValue Slot, RedisValue Request) NextRequest()
    {
        long number = Interlocked.Increment(ref _requests);
        return (number & (Slots - 1), number);
    }

    private static string Read()
    {
        using Stream stream = typeof(QuotaScript).Assembly.GetManifestResourceStream("Quota.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

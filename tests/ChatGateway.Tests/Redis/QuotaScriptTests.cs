using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>What the script keeps of an account, and what it does with a request that it has run already.</summary>
public sealed class QuotaScriptTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly QuotaScope _scope = RedisFixture.NewScope();
    private readonly QuotaScript _script = new("chatgateway");
    private readonly IDatabase _database = redis.Connection.GetDatabase();

    [Fact]
    public async Task Hash_RemembersSoManyRequestsAndNoMore()
    {
        QuotaScope scope = _scope with { Limit = null, TotalLimit = null };
        RedisQuotaStore[] stores = [redis.NewStore(), redis.NewStore()];

        for (int i = 0; i < 30; i++)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(n => stores[n % 2].TakeAsync(scope, default).AsTask()));

        // beside the day, the counts of the group and of the total, and what makes it a table
        Assert.Equal(1024 + 4, await _database.HashLengthAsync(scope.KeyOf()));
        Assert.Equal(3000, (await stores[0].ReadAsync(scope.Account, [scope.Group], scope.ResetUtcOffset, default))[0].Used);
    }

    [Fact]
    public async Task Hash_OfAFewRequests_IsATable()
    {
        await redis.NewStore().TakeAsync(_scope, default);

        // what is kept as a list is searched from its beginning
        Assert.Equal("hashtable", (string?)await _database.ExecuteAsync("OBJECT", "ENCODING", (RedisKey)_scope.KeyOf()));
    }

    [Fact]
    public async Task Request_WhoseSlotAnotherTook_IsCountedAndNotToldTheOthersAnswer()
    {
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(_scope);
        RedisValue[] other = new QuotaScript("chatgateway").Take(_scope).Arguments;
        byte[] argument = (byte[])other[0]!;
        ((byte[])arguments[0]!).AsSpan(QuotaScript.NameOffset, 2).CopyTo(argument.AsSpan(QuotaScript.NameOffset));
        other = [argument];

        byte[][] answers =
        [
            (byte[])(await QuotaScript.EvaluateAsync(_database, keys, arguments))!,
            (byte[])(await QuotaScript.EvaluateAsync(_database, keys, other))!,
            (byte[])(await QuotaScript.EvaluateAsync(_database, keys, arguments))!,
        ];

        Assert.Equal([1, 2, 3], answers.Select(answer => QuotaScript.DecisionOf(answer, _scope.ResetUtcOffset).Used));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(-1, 0)]
    public async Task CountsOfAnOutage_SentTwice_AreAddedOnceAndToTheirDay(int daysFromToday, int expected)
    {
        int day = new QuotaCalendar(_scope.ResetUtcOffset).DayOf(TimeProvider.System.GetUtcNow()) + daysFromToday;
        (RedisKey[] keys, RedisValue[] arguments) = _script.Add(_scope, day, 3);

        await QuotaScript.EvaluateAsync(_database, keys, arguments);
        await QuotaScript.EvaluateAsync(_database, keys, arguments);

        Assert.Equal(expected, (await redis.NewStore().ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default))[0].Used);
    }

    [Fact]
    public async Task CountsOfAnOutage_OfADayThatIsOver_AreDropped()
    {
        int day = new QuotaCalendar(_scope.ResetUtcOffset).DayOf(TimeProvider.System.GetUtcNow());
        var counts = new OutageCounts(new LastCounts(), _script);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Add(_scope, day - 2, 1);
        counts.Add(new OutageAddition(_scope, day - 2, 1, keys, arguments));
        counts.Add(_scope, day - 2, 3);
        counts.Add(_scope, day, 4);

        await counts.BringAsync(_database, TimeSpan.FromSeconds(10));

        Assert.Equal((4, 0), (counts.Settle(), counts.Unanswered));
    }

    [Fact]
    public async Task Request_SentTwice_IsCountedOnce()
    {
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(_scope);

        var first = (byte[])(await QuotaScript.EvaluateAsync(_database, keys, arguments))!;
        var again = (byte[])(await QuotaScript.EvaluateAsync(_database, keys, arguments))!;

        Assert.Equal(first, again);
        Assert.Equal(1, (await redis.NewStore().ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default))[0].Used);
    }

    [Fact]
    public async Task LastPermit_SentTwice_IsGrantedBothTimes()
    {
        QuotaScope scope = _scope with { Limit = 1 };
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(scope);

        var first = (byte[])(await QuotaScript.EvaluateAsync(_database, keys, arguments))!;
        var again = (byte[])(await QuotaScript.EvaluateAsync(_database, keys, arguments))!;
        QuotaDecision other = await redis.NewStore().TakeAsync(scope, default);

        Assert.Equal(QuotaVerdict.Granted, QuotaScript.DecisionOf(first, scope.ResetUtcOffset).Verdict);
        Assert.Equal(first, again);
        Assert.Equal((QuotaVerdict.GroupExhausted, 1), (other.Verdict, other.Used));
    }

    [Fact]
    public async Task Probe_SentTwice_IsAProbeBothTimes_AndTheOnlyOne()
    {
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(_scope);
        await redis.NewStore().LockAsync(_scope, TimeSpan.Zero, default);

        var first = (byte[])(await QuotaScript.EvaluateAsync(_database, keys, arguments))!;
        var again = (byte[])(await QuotaScript.EvaluateAsync(_database, keys, arguments))!;
        QuotaDecision other = await redis.NewStore().TakeAsync(_scope, default);

        QuotaDecision decision = QuotaScript.DecisionOf(first, _scope.ResetUtcOffset);
        Assert.Equal((QuotaVerdict.Probe, 1, 1), (decision.Verdict, decision.Used, decision.TotalUsed));
        Assert.Equal(first, again);
        Assert.Equal((QuotaVerdict.Locked, 1), (other.Verdict, other.Used));
    }
}

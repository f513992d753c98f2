using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>What has a name is done once, whatever was done in between, and what is void is not done at all.</summary>
public sealed class QuotaScriptNameTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly QuotaScope _scope = RedisFixture.NewScope();
    private readonly QuotaScript _script = new("chatgateway");

    private int Today => new QuotaCalendar(_scope.ResetUtcOffset).DayOf(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Probe_SentTwice_AndUnlockedInBetween_IsCountedOnce()
    {
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(_scope);
        await redis.NewStore().LockAsync(_scope, TimeSpan.Zero, default);

        QuotaDecision first = await RunAsync((keys, arguments));
        await redis.NewStore().UnlockAsync(_scope, default);
        QuotaDecision again = await RunAsync((keys, arguments));

        Assert.Equal((QuotaVerdict.Probe, 1, 1), (first.Verdict, first.Used, first.TotalUsed));
        Assert.Equal((QuotaVerdict.Granted, 1, 1), (again.Verdict, again.Used, again.TotalUsed));
    }

    [Fact]
    public async Task Probe_LeavesTheCountOfALockedGroupToTheOthers()
    {
        await redis.NewStore().LockAsync(_scope, TimeSpan.Zero, default);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(_scope);
        await RunAsync((keys, arguments));

        // one of before the lock is given back, and the probe is asked for again
        await RunAsync(_script.Add(_scope, Today, 3));
        await RunAsync(_script.Add(_scope, Today, -1));

        Assert.Equal((QuotaVerdict.Probe, 3), Told(await RunAsync((keys, arguments))));
        Assert.Equal((QuotaVerdict.Locked, 3), Told(await RunAsync(_script.Take(_scope))));
    }

    [Fact]
    public async Task GiveBack_SentTwice_TakesOneOff()
    {
        for (int i = 0; i < 3; i++) await RunAsync(_script.Take(_scope));
        (RedisKey[] Keys, RedisValue[] Arguments) giveBack = _script.Add(_scope, Today, -1);

        await RunAsync(giveBack);
        QuotaDecision counts = await RunAsync(giveBack);

        Assert.Equal((2, 2), (counts.Used, counts.TotalUsed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VoidTake_RunBeforeOrAfter_IsNotCounted(bool isRunBefore)
    {
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(_scope);
        await RunAsync(_script.Take(_scope));
        if (isRunBefore) await RunAsync((keys, arguments));

        for (int i = 0; i < 2; i++) await RunAsync(_script.Void(_scope, arguments));
        QuotaDecision late = await RunAsync((keys, arguments));

        Assert.False(late.IsGranted);
        Assert.Equal((1, 1), (late.Used, late.TotalUsed));
        Assert.Equal((QuotaVerdict.Granted, 2), Told(await RunAsync(_script.Take(_scope))));
    }

    [Fact]
    public async Task VoidProbe_LetsTheNextOneProbe_UnlessTheGatewayHasSpokenSince()
    {
        await redis.NewStore().LockAsync(_scope, TimeSpan.Zero, default);
        (RedisKey[] Keys, RedisValue[] Arguments) first = _script.Take(_scope);
        (RedisKey[] Keys, RedisValue[] Arguments) second = _script.Take(_scope);

        await RunAsync(first);
        await RunAsync(_script.Void(_scope, first.Arguments));
        QuotaDecision probe = await RunAsync(second);
        await redis.NewStore().LockAsync(_scope, TimeSpan.FromHours(1), default);
        await RunAsync(_script.Void(_scope, second.Arguments));

        Assert.Equal((QuotaVerdict.Probe, 1), Told(probe));
        Assert.Equal((QuotaVerdict.Locked, 0), Told(await RunAsync(_script.Take(_scope))));
    }

    [Fact]
    public async Task TakeOfAnOutage_ThatRedisRanAsAProbe_LetsTheNextOneProbe()
    {
        await redis.NewStore().LockAsync(_scope, TimeSpan.Zero, default);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(_scope);
        await RunAsync((keys, arguments));

        // whoever sent it does not know that it was one
        await RunAsync(_script.Add(_scope, Today, arguments));

        Assert.Equal((QuotaVerdict.Probe, 2), Told(await RunAsync(_script.Take(_scope))));
    }

    [Fact]
    public async Task GroupThatIsItsTotal_IsCountedOnce()
    {
        QuotaScope scope = _scope with { TotalGroup = _scope.Group };

        List<int> used = [];
        (RedisKey[] Keys, RedisValue[] Arguments) take = _script.Take(scope);
        used.Add((await RunAsync(take)).Used);
        used.Add((await RunAsync(_script.Take(scope))).Used);
        used.Add((await RunAsync(_script.Add(scope, Today, 3))).Used);
        used.Add((await RunAsync(_script.Add(scope, Today, -1))).Used);
        used.Add((await RunAsync(_script.Void(scope, take.Arguments))).Used);

        Assert.Equal([1, 2, 5, 4, 3], used);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task Day_ThatHasNotComeYet_IsKeptWhereAClockIsALittleAhead(int daysAhead, int expected)
    {
        await RunAsync(_script.Take(_scope));
        await redis.Connection.SetDayAsync(_scope, daysAhead);

        // what looks at the clock
        await redis.NewStore().ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default);

        Assert.Equal(expected, (await RunAsync(_script.Take(_scope))).Used);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-3")]
    [InlineData("what?")]
    [InlineData("neither count nor lock")]
    public async Task Field_ThatIsNoCount_IsNone(string text)
    {
        await RunAsync(_script.Take(_scope));
        await redis.Connection.GetDatabase().HashSetAsync(_scope.KeyOf(), "g:" + _scope.Group, text);

        Assert.Equal(0, (await redis.NewStore().ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default))[0].Used);
        await redis.NewStore().LockAsync(_scope, TimeSpan.Zero, default);
        Assert.Equal((QuotaVerdict.Probe, 1), Told(await RunAsync(_script.Take(_scope))));
    }

    private static (QuotaVerdict Verdict, int Used) Told(QuotaDecision decision) => (decision.Verdict, decision.Used);

    private async Task<QuotaDecision> RunAsync((RedisKey[] Keys, RedisValue[] Arguments) request) => QuotaScript.DecisionOf(
        (byte[])(await QuotaScript.EvaluateAsync(redis.Connection.GetDatabase(), request.Keys, request.Arguments))!, _scope.ResetUtcOffset);
}

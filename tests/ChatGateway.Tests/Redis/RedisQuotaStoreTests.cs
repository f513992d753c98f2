using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>The script decides as the ledger in memory does, and for all at once.</summary>
public sealed class RedisQuotaStoreTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly QuotaScope _scope = RedisFixture.NewScope();

    [Fact]
    public async Task Operations_GiveWhatTheStoreInMemoryGives()
    {
        var random = new Random(7);
        RedisQuotaStore shared = redis.NewStore();
        var memory = new MemoryQuotaStore();
        QuotaScope[] scopes = [_scope with { Limit = 7 }, _scope with { Group = "free-30", Limit = 12 }, _scope with { Group = "free-embedding", Limit = 5, TotalGroup = null, TotalLimit = null }, _scope with { Group = "open", Limit = null }];
        List<(QuotaVerdict, int, int, int)> first = [], second = [];

        for (int i = 0; i < 300; i++)
        {
            QuotaScope scope = scopes[random.Next(scopes.Length)];
            int dice = random.Next(10);
            TimeSpan lockTime = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromHours(1);
            foreach ((QuotaStore store, List<(QuotaVerdict, int, int, int)> said) in new (QuotaStore, List<(QuotaVerdict, int, int, int)>)[] { (shared, first), (memory, second) })
            {
                switch (dice)
                {
                    case < 6:
                        QuotaDecision decision = await store.TakeAsync(scope, default);
                        said.Add((decision.Verdict, decision.Day, decision.Used, decision.TotalUsed));
                        break;
                    case 6: await store.GiveBackAsync(scope, new QuotaCalendar(scope.ResetUtcOffset).DayOf(TimeProvider.System.GetUtcNow()), default); break;
                    case 7: await store.LockAsync(scope, lockTime, default); break;
                    case 8: await store.UnlockAsync(scope, default); break;
                    default:
                        foreach (QuotaCount count in await store.ReadAsync(scope.Account, ["free-5", "free-30", "free-chat", "nothing"], scope.ResetUtcOffset, default))
                            said.Add((count.LockedUntil is null ? QuotaVerdict.Granted : QuotaVerdict.Locked, 0, count.Used, 0));
                        break;
                }
            }
        }

        Assert.Equal(second, first);
        Assert.Contains(first, entry => entry.Item1 == QuotaVerdict.TotalExhausted);
    }

    [Fact]
    public async Task TakeAsync_ThousandAtOnceFromFourStores_GrantsExactlyTheLimit()
    {
        RedisQuotaStore[] stores = [.. Enumerable.Range(0, 4).Select(_ => redis.NewStore())];
        QuotaScope scope = _scope with { Limit = 500, TotalLimit = null };

        QuotaDecision[] decisions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i => await stores[i % 4].TakeAsync(scope, default)));

        Assert.Equal(Enumerable.Range(1, 500), decisions.Where(decision => decision.IsGranted).Select(decision => decision.Used).Order());
        Assert.All(decisions.Where(decision => !decision.IsGranted), decision => Assert.Equal(QuotaVerdict.GroupExhausted, decision.Verdict));
    }

    [Fact]
    public async Task Refusal_TellsTheNextMidnightOfTheGateway()
    {
        RedisQuotaStore store = redis.NewStore();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        QuotaDecision decision = await store.TakeAsync(_scope with { Limit = 0 }, default);

        Assert.Equal(TimeSpan.FromHours(8), decision.RetryAt.Offset);
        Assert.Equal(TimeSpan.Zero, decision.RetryAt.TimeOfDay);
        Assert.InRange(decision.RetryAt - now, TimeSpan.Zero, TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Day_ThatEnds_TakesCountsAndLocksAlong(bool endsItsHash)
    {
        IDatabase database = redis.Connection.GetDatabase();
        RedisKey key = $"chatgateway:{{{_scope.Account}}}:quota";
        RedisQuotaStore store = redis.NewStore();
        QuotaScope scope = _scope with { Limit = 1 };
        QuotaScope other = _scope with { Group = "free-30", Limit = 30 };
        Assert.Equal(QuotaVerdict.Granted, (await store.TakeAsync(scope, default)).Verdict);
        await store.LockAsync(other, TimeSpan.FromHours(1), default);
        Assert.Equal(QuotaVerdict.GroupExhausted, (await store.TakeAsync(scope, default)).Verdict);
        Assert.Equal(QuotaVerdict.Locked, (await store.TakeAsync(other, default)).Verdict);

        // the server's clock cannot be moved: the day's end comes sooner, or the hash has outlived it and holds what was yesterday's
        if (endsItsHash)
        {
            await database.KeyExpireAsync(key, TimeSpan.FromMilliseconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        else
        {
            await database.KeyPersistAsync(key);
            await redis.Connection.SetDayAsync(scope, -1);
            Assert.Equal((QuotaVerdict.Granted, 1), await VerdictAndTotalAsync(store, scope));
            await redis.Connection.SetDayAsync(scope, -1);
        }

        Assert.All(await store.ReadAsync(_scope.Account, ["free-5", "free-30", "free-chat"], _scope.ResetUtcOffset, default), count => Assert.Equal(default, count));
        QuotaDecision decision = await store.TakeAsync(scope, default);
        Assert.Equal((QuotaVerdict.Granted, 1, 1), (decision.Verdict, decision.Used, decision.TotalUsed));
        Assert.Equal(QuotaVerdict.Granted, (await store.TakeAsync(other, default)).Verdict);
    }

    [Fact]
    public async Task Lock_Over_LetsOneProbePass_ForAllMachines()
    {
        RedisQuotaStore one = redis.NewStore();
        RedisQuotaStore two = redis.NewStore();
        await one.LockAsync(_scope, TimeSpan.FromHours(1), default);
        Assert.Equal(QuotaVerdict.Locked, (await two.TakeAsync(_scope, default)).Verdict);

        // the server's clock cannot be moved: the lock's end can
        await redis.Connection.GetDatabase().HashSetAsync(_scope.KeyOf(), $"g:{_scope.Group}", (byte[])[.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(1.0)]);

        QuotaDecision[] decisions = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i => await (i % 2 == 0 ? one : two).TakeAsync(_scope, default)));
        Assert.Single(decisions, decision => decision.Verdict == QuotaVerdict.Probe);
        Assert.Equal(9, decisions.Count(decision => decision.Verdict == QuotaVerdict.Locked));
        await two.UnlockAsync(_scope, default);
        Assert.Equal(QuotaVerdict.Granted, (await one.TakeAsync(_scope, default)).Verdict);
    }

    [Fact]
    public async Task Key_HoldsTheAccountAsHashTag_AndExpires()
    {
        RedisQuotaStore store = redis.NewStore();
        await store.TakeAsync(_scope, default);

        RedisKey key = Assert.Single(redis.Connection.GetServers()[0].Keys(pattern: $"*{_scope.Account}*"));

        Assert.Equal($"chatgateway:{{{_scope.Account}}}:quota", (string)key!);
        // when the day ends, to the millisecond: a take does not ask for the time
        DateTime end = (await redis.Connection.GetDatabase().KeyExpireTimeAsync(key))!.Value;
        Assert.Equal((await store.TakeAsync(_scope with { Limit = 0 }, default)).RetryAt.UtcDateTime, end);
    }

    [Fact]
    public async Task Server_ThatForgotTheScript_IsTaughtAgain()
    {
        await redis.NewStore().TakeAsync(_scope, default);
        await redis.Connection.GetServers()[0].ScriptFlushAsync();

        QuotaDecision decision = await redis.NewStore().TakeAsync(_scope, default);

        Assert.Equal((QuotaVerdict.Granted, 2), (decision.Verdict, decision.Used));
    }

    private static async Task<(QuotaVerdict Verdict, int Total)> VerdictAndTotalAsync(RedisQuotaStore store, QuotaScope scope)
    {
        QuotaDecision decision = await store.TakeAsync(scope, default);
        return (decision.Verdict, decision.TotalUsed);
    }

    [Fact]
    public async Task Limit_BelowNone_GrantsNothing()
    {
        RedisQuotaStore store = redis.NewStore();

        Assert.Equal(QuotaVerdict.GroupExhausted, (await store.TakeAsync(_scope with { Limit = -1 }, default)).Verdict);
        Assert.Equal(QuotaVerdict.TotalExhausted, (await store.TakeAsync(_scope with { TotalLimit = -1 }, default)).Verdict);
    }

    [Fact]
    public void Prefix_WithBraces_IsSaidToBeWrong()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new RedisQuotaStore(redis.Connection, new RedisQuotaOptions { KeyPrefix = "a{b" }));

        Assert.StartsWith("KeyPrefix 'a{b' must not be empty or contain braces.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", -1, 1)]
    [InlineData("a{b", -1, 1)]
    [InlineData("a", -2, 1)]
    [InlineData("a", 0, -1)]
    [InlineData("a", 0, 0)]
    [InlineData("a", 0, 61)]
    public void Options_OutOfRange_Throw(string prefix, int database, int patience) =>
        Assert.ThrowsAny<ArgumentException>(() => new RedisQuotaStore(
            redis.Connection, new RedisQuotaOptions { KeyPrefix = prefix, Database = database, Patience = TimeSpan.FromSeconds(patience) }));
}

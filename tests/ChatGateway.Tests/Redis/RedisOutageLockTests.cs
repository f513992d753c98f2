using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>The gateway's word outlives an outage of Redis, whichever of the two heard it first.</summary>
public sealed class RedisOutageLockTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly QuotaScope _scope = RedisFixture.NewScope();

    [Fact]
    public async Task LockDuringAnOutage_HoldsWhenRedisIsBack_ForAllMachines()
    {
        await using RedisQuotaStore store = redis.NewStore();
        await using RedisQuotaStore other = redis.NewStore();
        await store.TakeAsync(_scope, default);

        store.NoticeOutage();
        await store.LockAsync(_scope, TimeSpan.FromHours(1), default);
        // a guess does not shorten what the gateway said
        await store.LockAsync(_scope, _scope.ProbeAfter, default);
        QuotaVerdict during = (await store.TakeAsync(_scope, default)).Verdict;
        await store.BackAsync(_scope);
        QuotaDecision after = await other.TakeAsync(_scope, default);

        Assert.Equal((QuotaVerdict.Locked, QuotaVerdict.Locked), (during, after.Verdict));
        TimeSpan untilReset = new QuotaCalendar(_scope.ResetUtcOffset).NextReset(TimeProvider.System.GetUtcNow()) - TimeProvider.System.GetUtcNow();
        Assert.True(after.RetryAt - TimeProvider.System.GetUtcNow() > (untilReset < TimeSpan.FromMinutes(59) ? untilReset - TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(50)));
    }

    [Fact]
    public async Task ProbeAnsweredDuringAnOutage_OpensTheGroupWhenRedisIsBack()
    {
        await using RedisQuotaStore store = redis.NewStore();
        await using RedisQuotaStore other = redis.NewStore();
        await store.LockAsync(_scope, TimeSpan.Zero, default);
        Assert.Equal(QuotaVerdict.Probe, (await store.TakeAsync(_scope, default)).Verdict);

        store.NoticeOutage();
        QuotaVerdict unanswered = (await store.TakeAsync(_scope, default)).Verdict;
        await store.UnlockAsync(_scope, default);
        QuotaVerdict answered = (await store.TakeAsync(_scope, default)).Verdict;
        await store.BackAsync(_scope);

        Assert.Equal((QuotaVerdict.Locked, QuotaVerdict.Granted), (unanswered, answered));
        Assert.Equal(QuotaVerdict.Granted, (await other.TakeAsync(_scope, default)).Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LockOfRedis_HoldsDuringAnOutage(bool isOfThisMachine)
    {
        await using RedisQuotaStore store = redis.NewStore();
        await using RedisQuotaStore other = redis.NewStore();
        await (isOfThisMachine ? store : other).LockAsync(_scope, TimeSpan.FromHours(1), default);
        if (!isOfThisMachine) Assert.Equal(QuotaVerdict.Locked, (await store.TakeAsync(_scope, default)).Verdict);

        store.NoticeOutage();
        IReadOnlyList<QuotaCount> counts = await store.ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default);

        Assert.NotNull(counts[0].LockedUntil);
        Assert.Equal(QuotaVerdict.Locked, (await store.TakeAsync(_scope, default)).Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lock_HoldsInASecondOutage(bool isOfTheFirst)
    {
        await using RedisQuotaStore store = redis.NewStore();
        if (!isOfTheFirst) await store.LockAsync(_scope, TimeSpan.FromHours(1), default);
        store.NoticeOutage();
        if (isOfTheFirst) await store.LockAsync(_scope, TimeSpan.FromHours(1), default);
        QuotaVerdict first = (await store.TakeAsync(_scope, default)).Verdict;
        // nobody asks for the locked group in between
        await store.BackAsync(_scope with { Group = "free-30" });

        store.NoticeOutage();

        Assert.Equal((QuotaVerdict.Locked, QuotaVerdict.Locked), (first, (await store.TakeAsync(_scope, default)).Verdict));
    }

    [Fact]
    public async Task LockOfRedis_ThatAReadingDoesNotTell_HoldsNotDuringAnOutage()
    {
        await using RedisQuotaStore store = redis.NewStore();
        await using RedisQuotaStore other = redis.NewStore();
        await store.LockAsync(_scope, TimeSpan.FromHours(1), default);
        await other.UnlockAsync(_scope, default);
        await store.ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default);

        store.NoticeOutage();

        Assert.Equal(QuotaVerdict.Granted, (await store.TakeAsync(_scope, default)).Verdict);
    }

    [Fact]
    public async Task LockOfRedis_ThatIsOver_IsStillProbedAfterAReading()
    {
        await using RedisQuotaStore store = redis.NewStore();
        await store.LockAsync(_scope, TimeSpan.Zero, default);
        await store.ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default);

        store.NoticeOutage();

        Assert.Equal(QuotaVerdict.Probe, (await store.TakeAsync(_scope, default)).Verdict);
    }

    [Fact]
    public async Task LockOfRedis_ThatIsOver_LetsOneProbePassDuringAnOutage()
    {
        await using RedisQuotaStore store = redis.NewStore();
        await store.LockAsync(_scope, TimeSpan.Zero, default);

        store.NoticeOutage();

        Assert.Equal(QuotaVerdict.Probe, (await store.TakeAsync(_scope, default)).Verdict);
        Assert.Equal(QuotaVerdict.Locked, (await store.TakeAsync(_scope, default)).Verdict);
    }

    [Fact]
    public async Task Lock_ThatIsAGuess_ShortensNone_AndOneOfTheGatewayDoes()
    {
        await using RedisQuotaStore store = redis.NewStore();
        await store.LockAsync(_scope, TimeSpan.FromDays(1), default);
        DateTimeOffset said = (await store.TakeAsync(_scope, default)).RetryAt;

        await store.LockAsync(_scope, _scope.ProbeAfter, default);
        DateTimeOffset guessed = (await store.TakeAsync(_scope, default)).RetryAt;
        await store.LockAsync(_scope, TimeSpan.FromMilliseconds(1), default);
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);

        Assert.Equal(said, guessed);
        Assert.Equal(QuotaVerdict.Probe, (await store.TakeAsync(_scope, default)).Verdict);
    }
}

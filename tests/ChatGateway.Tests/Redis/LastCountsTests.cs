using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>What a process counts on from while Redis is away is what Redis said last.</summary>
public sealed class LastCountsTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly QuotaScope _scope = RedisFixture.NewScope();

    [Fact]
    public void LastCounts_InAnyOrder_AreTheGreatestOfTheNewestDay()
    {
        var counts = new LastCounts();
        int today = new QuotaCalendar(_scope.ResetUtcOffset).DayOf(TimeProvider.System.GetUtcNow());

        counts.Note(_scope, new QuotaDecision(QuotaVerdict.Granted, today, 10, 20, default));
        counts.Note(_scope, new QuotaDecision(QuotaVerdict.Granted, today, 9, 21, default));
        counts.Note(_scope, new QuotaDecision(QuotaVerdict.Granted, today - 1, 50, 200, default));

        Assert.Equal((10, 21), (counts.Of(_scope.Account, _scope.Group, _scope.ResetUtcOffset), counts.Of(_scope.Account, _scope.TotalGroup!, _scope.ResetUtcOffset)));
    }

    [Fact]
    public async Task GiveBack_LowersTheLastCount()
    {
        await using RedisQuotaStore store = redis.NewStore();
        for (int i = 0; i < 5; i++) await store.TakeAsync(_scope, default);
        int day = (await store.TakeAsync(_scope, default)).Day;
        for (int i = 0; i < 2; i++) await store.GiveBackAsync(_scope, day, default);

        store.NoticeOutage();
        QuotaDecision[] decisions = [await store.TakeAsync(_scope, default), await store.TakeAsync(_scope, default), await store.TakeAsync(_scope, default)];

        Assert.Equal([QuotaVerdict.Granted, QuotaVerdict.Granted, QuotaVerdict.GroupExhausted], decisions.Select(decision => decision.Verdict));
    }

    [Fact]
    public async Task GiveBackDuringAnOutage_OfOneThatRedisCounts_LeavesRoomForAnother_AndIsBrought()
    {
        await using RedisQuotaStore store = redis.NewStore();
        int day = 0;
        for (int i = 0; i < 5; i++) day = (await store.TakeAsync(_scope, default)).Day;

        store.NoticeOutage();
        await store.GiveBackAsync(_scope, day, default);
        await store.GiveBackAsync(_scope, day, default);
        bool isGranted = (await store.TakeAsync(_scope, default)).IsGranted;
        await store.BackAsync(_scope);

        Assert.True(isGranted);
        Assert.Equal(4, await redis.Connection.CountAsync(_scope));
    }

    [Fact]
    public async Task Reading_TellsWhatOtherMachinesHaveSent()
    {
        await using RedisQuotaStore store = redis.NewStore();
        await using RedisQuotaStore other = redis.NewStore();
        QuotaScope locked = _scope with { Group = "free-30", Limit = 30 };
        for (int i = 0; i < 5; i++) await other.TakeAsync(_scope, default);
        await other.LockAsync(locked, TimeSpan.FromHours(1), default);
        await store.ReadAsync(_scope.Account, [_scope.Group, locked.Group], _scope.ResetUtcOffset, default);

        store.NoticeOutage();

        Assert.Equal((QuotaVerdict.GroupExhausted, 5), Told(await store.TakeAsync(_scope, default)));
        Assert.Equal((QuotaVerdict.Locked, 0), Told(await store.TakeAsync(locked, default)));

        static (QuotaVerdict Verdict, int Used) Told(QuotaDecision decision) => (decision.Verdict, decision.Used);
    }
}

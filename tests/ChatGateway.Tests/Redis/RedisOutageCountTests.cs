using System.Diagnostics;
using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>What is sent while Redis is away is counted on from what Redis said last, and added to it once.</summary>
public sealed class RedisOutageCountTests
{
    // more than waiting for Redis can use up
    private static readonly QuotaScope Scope = new("account", "free-5", 100_000, "free-chat", 100_000, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    // a server that is up, on however busy a machine, answers within it
    private static readonly RedisQuotaOptions Patient = new() { Patience = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task Row87_RedisDown_CountsOnFromWhatItSaidLast()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var store = new RedisQuotaStore(connection, Patient);
        QuotaScope few = Scope with { Limit = 5 };
        QuotaScope other = Scope with { Group = "free-30", Limit = 30, TotalLimit = 6 };
        for (int i = 0; i < 3; i++) await store.TakeAsync(few, default);

        await server.DownAsync();
        await NoticeOutageAsync(store);
        QuotaDecision[] decisions = [await store.TakeAsync(few, default), await store.TakeAsync(few, default), await store.TakeAsync(few, default)];
        QuotaDecision[] others = [await store.TakeAsync(other, default), await store.TakeAsync(other, default)];
        IReadOnlyList<QuotaCount> counts = await store.ReadAsync(Scope.Account, ["free-5", "free-30", "free-chat"], Scope.ResetUtcOffset, default);

        Assert.Equal([(QuotaVerdict.Granted, 4, 4), (QuotaVerdict.Granted, 5, 5), (QuotaVerdict.GroupExhausted, 5, 5)], decisions.Select(Told));
        Assert.Equal([(QuotaVerdict.Granted, 1, 6), (QuotaVerdict.TotalExhausted, 1, 6)], others.Select(Told));
        Assert.Equal([5, 1, 6], counts.Select(count => count.Used));

        static (QuotaVerdict Verdict, int Used, int TotalUsed) Told(QuotaDecision decision) => (decision.Verdict, decision.Used, decision.TotalUsed);
    }

    [Fact]
    public async Task Row87_RedisDownAgain_RemembersWhatTheFirstOutageSent()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var store = new RedisQuotaStore(connection, Patient);
        QuotaScope few = Scope with { Limit = 5 };
        QuotaScope other = Scope with { Group = "free-30" };
        for (int i = 0; i < 3; i++) await store.TakeAsync(few, default);
        await server.DownAsync();
        await NoticeOutageAsync(store);
        for (int i = 0; i < 2; i++) Assert.True((await store.TakeAsync(few, default)).IsGranted);
        await server.UpAsync();
        // the other group alone finds out that Redis is back: it knows the five
        await Eventually.IsAsync(async () => (await store.TakeAsync(other, default)).TotalUsed > 5 && await CountAsync(connection, "g:free-5") == 5 ? 1 : 0, 1);

        await server.DownAsync();
        await NoticeOutageAsync(store);

        Assert.Equal(QuotaVerdict.GroupExhausted, (await store.TakeAsync(few, default)).Verdict);
    }

    [Fact]
    public async Task Row87_ReplyThatComesTooLate_AddsTheOutageOnce()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using ConnectionMultiplexer admin = await server.ConnectAsync();
        TimeSpan patience = TimeSpan.FromSeconds(2);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = patience });
        await store.TakeAsync(Scope, default);
        await server.DownAsync();
        await NoticeOutageAsync(store);
        for (int i = 0; i < 4; i++) Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
        await server.UpAsync();

        // the server answers a PING, and leaves scripts that write waiting until one has waited in vain
        await Eventually.IsAsync(() => Task.FromResult(admin.IsConnected && connection.IsConnected ? 1 : 0), 1);
        await admin.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "60000", "WRITE");
        int during = 0;
        int inVain = await Eventually.IsAsync(async () =>
        {
            long asked = Stopwatch.GetTimestamp();
            if ((await store.TakeAsync(Scope, default)).IsGranted) during++;
            return Stopwatch.GetElapsedTime(asked) > patience * 0.9 ? 1 : 0;
        }, 1);
        await admin.GetDatabase().ExecuteAsync("CLIENT", "UNPAUSE");
        int after = 0;
        QuotaDecision last = default;
        await Eventually.IsAsync(async () =>
        {
            last = await store.TakeAsync(Scope, default);
            if (last.IsGranted) after++;
            return await CountAsync(connection, "g:free-5") == last.Used ? 1 : 0;
        }, 1);

        Assert.Equal(1, inVain);
        Assert.Equal(1 + 4 + during + after, last.Used);
    }

    [Fact]
    public async Task Row87_TakeThatAHangingRedisRunsLater_IsCountedOnce()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        // a first take may be slow, and this store is to see the outage begin
        await using var patient = new RedisQuotaStore(connection, Patient);
        await patient.TakeAsync(Scope, default);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(0.5) });
        await store.TakeAsync(Scope, default);

        server.Freeze();
        QuotaDecision unanswered = await store.TakeAsync(Scope, default);
        server.Thaw();
        Assert.Equal(3, await Eventually.IsAsync(() => CountAsync(connection, "g:free-5"), 3));
        (QuotaDecision last, int after) = await TakeUntilBackAsync(store, connection);

        Assert.True(unanswered.IsGranted);
        Assert.Equal(3 + after, last.Used);
    }

    [Fact]
    public async Task Row87_TakeThatAHangingRedisRunsLater_CanBeGivenBack()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        // a first take may be slow, and this store is to see the outage begin
        await using var patient = new RedisQuotaStore(connection, Patient);
        await patient.TakeAsync(Scope, default);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(0.5) });
        await store.TakeAsync(Scope, default);

        server.Freeze();
        QuotaDecision unanswered = await store.TakeAsync(Scope, default);
        await store.GiveBackAsync(Scope, unanswered.Day, default);
        Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
        server.Thaw();
        Assert.Equal(3, await Eventually.IsAsync(() => CountAsync(connection, "g:free-5"), 3));
        (QuotaDecision last, int after) = await TakeUntilBackAsync(store, connection);

        Assert.Equal(2 + 1 + after, last.Used);
    }

    [Fact]
    public async Task ConnectionThatCouldNotBeMade_IsMadeWhenRedisIsBack()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.DownAsync();
        await using var store = new RedisQuotaStore(
            async () => await ConnectionMultiplexer.ConnectAsync($"{server.Configuration},abortConnect=true,connectTimeout=500"),
            ownsConnection: true, Patient, logger: null);
        await NoticeOutageAsync(store);
        Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
        Assert.True((await store.TakeAsync(Scope, default)).IsGranted);

        await server.UpAsync();

        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        int taken = 2;
        int counted = 0;
        await Eventually.IsAsync(async () =>
        {
            QuotaDecision decision = await store.TakeAsync(Scope, default);
            if (decision.IsGranted) taken++;
            counted = await CountAsync(connection, "g:free-5");
            return counted == decision.Used ? 1 : 0;
        }, 1);
        Assert.Equal(taken, counted);
    }

    [Fact]
    public void LastCounts_InAnyOrder_AreTheGreatestOfTheNewestDay()
    {
        var counts = new LastCounts();
        int today = new QuotaCalendar(Scope.ResetUtcOffset).DayOf(TimeProvider.System.GetUtcNow());

        counts.Note(Scope, new QuotaDecision(QuotaVerdict.Granted, today, 10, 20, default));
        counts.Note(Scope, new QuotaDecision(QuotaVerdict.Granted, today, 9, 21, default));
        counts.Note(Scope, new QuotaDecision(QuotaVerdict.Granted, today - 1, 50, 200, default));

        Assert.Equal((10, 21), (counts.Of(Scope.Account, Scope.Group, Scope.ResetUtcOffset), counts.Of(Scope.Account, Scope.TotalGroup!, Scope.ResetUtcOffset)));
    }

    /// <summary>Lets the store find out that Redis is away, without a wait: what must not be sent twice is tried once. A day without counts has nothing to give back.</summary>
    private static ValueTask NoticeOutageAsync(RedisQuotaStore store) => store.GiveBackAsync(Scope, day: 0, default);

    private static async Task<(QuotaDecision Last, int Count)> TakeUntilBackAsync(RedisQuotaStore store, ConnectionMultiplexer connection)
    {
        int count = 0;
        QuotaDecision last = default;
        await Eventually.IsAsync(async () =>
        {
            last = await store.TakeAsync(Scope, default);
            count++;
            return await CountAsync(connection, "g:free-5") == last.Used ? 1 : 0;
        }, 1);
        return (last, count);
    }

    private static async Task<int> CountAsync(ConnectionMultiplexer connection, string field)
    {
        try
        {
            return (int)await connection.GetDatabase().HashGetAsync($"chatgateway:{{{Scope.Account}}}:quota", field);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return -1;
        }
    }
}

using System.Diagnostics;
using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>What is sent while Redis is away is counted on from what Redis said last, and added to it once.</summary>
public sealed class RedisOutageCountTests
{
    private static readonly QuotaScope Scope = new("account", "free-5", 50, "free-chat", 200, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    [Fact]
    public async Task Row87_RedisDown_CountsOnFromWhatItSaidLast()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromMilliseconds(300) });
        QuotaScope few = Scope with { Limit = 5 };
        QuotaScope other = Scope with { Group = "free-30", Limit = 30, TotalLimit = 6 };
        for (int i = 0; i < 3; i++) await store.TakeAsync(few, default);

        await server.DownAsync();
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
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromMilliseconds(300) });
        QuotaScope few = Scope with { Limit = 5 };
        QuotaScope other = Scope with { Group = "free-30", Limit = 30 };
        for (int i = 0; i < 3; i++) await store.TakeAsync(few, default);
        await server.DownAsync();
        for (int i = 0; i < 2; i++) Assert.True((await store.TakeAsync(few, default)).IsGranted);
        await server.UpAsync();
        // the other group alone finds out that Redis is back: it knows the five
        await Eventually.IsAsync(async () => (await store.TakeAsync(other, default)).TotalUsed > 5 && await CountAsync(connection, "u:free-5") == 5 ? 1 : 0, 1);

        await server.DownAsync();

        Assert.Equal(QuotaVerdict.GroupExhausted, (await store.TakeAsync(few, default)).Verdict);
    }

    [Fact]
    public async Task Row87_ReplyThatComesTooLate_AddsTheOutageOnce()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using ConnectionMultiplexer admin = await server.ConnectAsync();
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromMilliseconds(300) });
        await store.TakeAsync(Scope, default);
        await server.DownAsync();
        for (int i = 0; i < 4; i++) Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
        await server.UpAsync();

        // for a while the server answers a PING, and leaves scripts that write waiting
        await Eventually.IsAsync(() => Task.FromResult(admin.IsConnected && connection.IsConnected ? 1 : 0), 1);
        await admin.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "2500", "WRITE");
        long start = Stopwatch.GetTimestamp();
        int during = 0;
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2))
        {
            if ((await store.TakeAsync(Scope, default)).IsGranted) during++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        int after = 0;
        QuotaDecision last = default;
        await Eventually.IsAsync(async () =>
        {
            last = await store.TakeAsync(Scope, default);
            after++;
            return await CountAsync(connection, "u:free-5") == last.Used ? 1 : 0;
        }, 1);

        Assert.Equal(1 + 4 + during + after, last.Used);
    }

    [Fact]
    public async Task ConnectionThatCouldNotBeMade_IsMadeWhenRedisIsBack()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await server.DownAsync();
        await using var store = new RedisQuotaStore(
            async () => await ConnectionMultiplexer.ConnectAsync($"{server.Configuration},abortConnect=true,connectTimeout=500"),
            ownsConnection: true, new RedisQuotaOptions { Patience = TimeSpan.FromMilliseconds(300) }, logger: null);
        Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
        Assert.True((await store.TakeAsync(Scope, default)).IsGranted);

        await server.UpAsync();

        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        int taken = 2;
        int counted = 0;
        await Eventually.IsAsync(async () =>
        {
            QuotaDecision decision = await store.TakeAsync(Scope, default);
            taken++;
            counted = await CountAsync(connection, "u:free-5");
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

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
        store.NoticeOutage();
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
        store.NoticeOutage();
        for (int i = 0; i < 2; i++) Assert.True((await store.TakeAsync(few, default)).IsGranted);
        await server.UpAsync();
        // the other group alone finds out that Redis is back: it knows the five
        await Eventually.IsAsync(async () => (await store.TakeAsync(other, default)).TotalUsed > 5 && await connection.CountAsync(Scope) == 5 ? 1 : 0, 1);

        await server.DownAsync();
        store.NoticeOutage();

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
        store.NoticeOutage();
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
            return await connection.CountAsync(Scope) == last.Used ? 1 : 0;
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
        Assert.Equal(3, await Eventually.IsAsync(() => connection.CountAsync(Scope), 3));
        (QuotaDecision last, int after) = await store.TakeUntilBackAsync(connection, Scope);

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
        Assert.Equal(3, await Eventually.IsAsync(() => connection.CountAsync(Scope), 3));
        (QuotaDecision last, int after) = await store.TakeUntilBackAsync(connection, Scope);

        Assert.Equal(2 + 1 + after, last.Used);
    }

    [Fact]
    public async Task Row87_GiveBackThatAHangingRedisRunsLater_IsTakenOffOnce()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var patient = new RedisQuotaStore(connection, Patient);
        QuotaDecision earlier = await patient.TakeAsync(Scope, default);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(0.5) });
        await store.TakeAsync(Scope, default);

        // one is sent while another, of before, turns out not to have been: Redis runs both when it wakes up
        server.Freeze();
        Task<QuotaDecision> unanswered = store.TakeAsync(Scope, default).AsTask();
        Task givenBack = store.GiveBackAsync(Scope, earlier.Day, default).AsTask();
        await Task.WhenAll(unanswered, givenBack);
        server.Thaw();
        (QuotaDecision last, int after) = await store.TakeUntilBackAsync(connection, Scope);

        Assert.True((await unanswered).IsGranted);
        Assert.Equal(2 + after, last.Used);
    }

    [Fact]
    public async Task Row87_TakeThatAHangingRedisRunsLater_AndThatWasRefused_IsNotCounted()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var patient = new RedisQuotaStore(connection, Patient);
        await patient.TakeAsync(Scope, default);
        TimeSpan patience = TimeSpan.FromSeconds(0.5);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = patience });
        QuotaScope few = Scope with { Limit = 10 };
        await store.TakeAsync(few, default);

        server.Freeze();
        int sent = 2;
        // the limit is reached long before one has asked Redis again, and has waited in vain
        int refusedInVain = await Eventually.IsAsync(async () =>
        {
            long asked = Stopwatch.GetTimestamp();
            bool isGranted = (await store.TakeAsync(few, default)).IsGranted;
            if (isGranted) sent++;
            return !isGranted && Stopwatch.GetElapsedTime(asked) > patience * 0.9 ? 1 : 0;
        }, 1);
        server.Thaw();
        await store.BackAsync(few);

        Assert.Equal((1, 10), (refusedInVain, sent));
        Assert.Equal(10, await connection.CountAsync(few));
    }
}

using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>When a count starts anew, and who waits for that.</summary>
public sealed class QuotaResetTests
{
    private static readonly QuotaScope Scope = new("account", "free-5", 5, "free-chat", 200, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    [Fact]
    public async Task Row88_Midnight_At1600Utc_StartsTheCountAnew()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);
        for (int i = 0; i < 5; i++) await client.AskAsync();

        clock.SetUtcNow(Free.Midnight.AddSeconds(-1));
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
        clock.SetUtcNow(Free.Midnight);
        await client.AskAsync();

        QuotaUsage usage = await client.UsageAsync("free-5");
        Assert.Equal((1, 4, Free.Midnight.AddDays(1)), (usage.Used, usage.Remaining, usage.ResetsAt));
    }

    [Fact]
    public async Task MaxWait_AboveTheTimeLeft_WaitsForTheReset()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Quota.MaxWait = TimeSpan.FromMinutes(5);
        });
        for (int i = 0; i < 5; i++) await client.AskAsync();
        // too long a wait is refused at once
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        clock.SetUtcNow(Free.Midnight.AddMinutes(-4));
        Task<ChatCompletion> waiting = client.AskAsync();
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("Hi", (await waiting.WaitAsync(Answers.Patience)).Text);
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public void DayOf_TheLastTickOfADay_IsThatDay()
    {
        var calendar = new QuotaCalendar(TimeSpan.FromHours(8));

        Assert.Equal(calendar.DayOf(Free.Morning), calendar.DayOf(Free.Midnight.AddTicks(-1)));
        Assert.Equal(calendar.DayOf(Free.Morning) + 1, calendar.DayOf(Free.Midnight));
    }

    [Fact]
    public void Clock_SetBackOverMidnight_GoesOnWithTheDay()
    {
        var ledger = new QuotaLedger();
        ledger.Take(Scope, Free.Midnight.AddMinutes(1));

        QuotaDecision back = ledger.Take(Scope, Free.Midnight.AddMinutes(-1));

        Assert.Equal((2, new QuotaCalendar(TimeSpan.FromHours(8)).DayOf(Free.Midnight)), (back.Used, back.Day));
    }

    [Fact]
    public void Clock_SetBackByYears_StartsTheDayAnew()
    {
        var ledger = new QuotaLedger();
        for (int i = 0; i < 5; i++) ledger.Take(Scope, Free.Morning.AddYears(10));

        QuotaDecision right = ledger.Take(Scope, Free.Morning);

        Assert.Equal((QuotaVerdict.Granted, 1), (right.Verdict, right.Used));
        Assert.Equal(QuotaVerdict.Granted, ledger.Take(Scope, Free.Midnight).Verdict);
    }

    [Fact]
    public async Task MaxWait_LocksRenewedMeanwhile_AreAddedUp()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        var store = new MemoryQuotaStore(clock);
        QuotaScope scope = Free.ScopeOf(server);
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Quota.Store = store;
            options.Quota.MaxWait = TimeSpan.FromSeconds(2);
        });
        await store.LockAsync(scope, TimeSpan.FromSeconds(1), default);
        Task<ChatCompletion> waiting = client.AskAsync();

        for (int i = 0; i < 3; i++)
        {
            await store.LockAsync(scope, TimeSpan.FromSeconds(2), default);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Assert.ThrowsAsync<QuotaExhaustedException>(() => waiting.WaitAsync(Answers.Patience));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task MaxWait_NoneAndAStoreWhoseClockIsBehind_IsRefusedAtOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        var store = new MemoryQuotaStore(new FakeTimeProvider(Free.Morning.AddMinutes(-2)));
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Quota.Store = store;
        });
        await store.LockAsync(Free.ScopeOf(server), TimeSpan.FromMinutes(1), default);

        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync().WaitAsync(Answers.Patience));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task MaxWait_BeyondTheCallsTime_IsRefusedAtOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Quota.MaxWait = TimeSpan.FromDays(1);
        });
        for (int i = 0; i < 5; i++) await client.AskAsync();

        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
    }
}

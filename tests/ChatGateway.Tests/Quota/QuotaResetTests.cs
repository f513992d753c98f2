using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>When a count starts anew, and who waits for that.</summary>
public sealed class QuotaResetTests
{
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

using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>Requests a minute that a client sends at most, and what they have to do with those of a day.</summary>
public sealed class RequestRateTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Refuse_AboveTheLimit_FailsAtOnceWithoutSending()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Client(server, clock, limit: 2, LimitBehavior.Refuse, KeyTier.Paid);
        await client.AskAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        await client.AskAsync();

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(("requests-per-minute", 2, DiagnosisCause.RateLimited), (error.QuotaGroup, error.Limit, error.Diagnosis.Cause));
        Assert.Equal(Free.Morning + Minute, error.RetryAt);
        Assert.Null(error.ResetsAt);
        Assert.Contains("was not sent", error.Message, StringComparison.Ordinal);
        clock.SetUtcNow(error.RetryAt!.Value);
        await client.AskAsync();
    }

    [Fact]
    public async Task Refuse_Retries_Count()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500));
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Quota.RequestsPerMinute = 2;
            options.Quota.WhenLimited = LimitBehavior.Refuse;
        });

        // the third would be one too many: why it was wanted says more
        await Assert.ThrowsAsync<GatewayResponseException>(() => client.AskAsync());
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Wait_AnyMinute_HasNoMoreThanTheLimit()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Client(server, clock, limit: 2, LimitBehavior.Wait, KeyTier.Paid);
        await client.AskAsync();
        clock.Advance(TimeSpan.FromSeconds(54.9));
        await client.AskAsync();

        Task<ChatCompletion> third = client.AskAsync();
        Task<ChatCompletion> fourth = client.AskAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(third.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await third.WaitAsync(Answers.Patience);
        clock.Advance(TimeSpan.FromSeconds(54));
        Assert.False(fourth.IsCompleted);
        Assert.Equal(3, server.Requests.Count);

        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), fourth);
    }

    [Fact]
    public async Task Wait_EndsWithTheCallsTime()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server, options => options.Quota.RequestsPerMinute = 1);
        await client.AskAsync();

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(
            () => client.CompleteChatAsync(TestClient.Request(), new RequestOptions { Timeout = TimeSpan.FromSeconds(0.3) }));

        Assert.Single(server.Requests);
        Assert.Contains("RequestsPerMinute", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ClientDisposed_SaysSo()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Client(server, Free.Clock(), limit: 1, LimitBehavior.Wait, KeyTier.Free);
        await client.AskAsync();
        Task<ChatCompletion>[] waiting = [client.AskAsync(), client.AskAsync()];

        client.Dispose();

        foreach (Task<ChatCompletion> call in waiting)
        {
            var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WaitAsync(Answers.Patience));
            Assert.Contains(nameof(ChatGatewayClient), error.ObjectName, StringComparison.Ordinal);
        }
        Assert.Equal(1, (await client.UsageAsync("free-5")).Used);
    }

    [Fact]
    public async Task Quota_UsedUp_TakesNothingOfTheMinute()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Client(
            server, Free.Clock(), limit: 2, LimitBehavior.Refuse, KeyTier.Free, quota => quota.RequestsPerDay = new Dictionary<string, int> { ["free-5"] = 0 });

        for (int i = 0; i < 3; i++)
        {
            var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-4o"));
            Assert.Equal("free-5", error.QuotaGroup);
        }
        for (int i = 0; i < 2; i++) await client.AskAsync("gpt-4o-mini");

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Quota_ThatIsWaitedFor_ComesBackToNoMoreThanTheMinutesRequests()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using var logs = new CollectingLoggerProvider();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs));
        using ChatGatewayClient client = Client(server, clock, limit: 3, LimitBehavior.Wait, KeyTier.Free, quota =>
        {
            quota.MaxWait = TimeSpan.FromMinutes(5);
            quota.RequestsPerDay = new Dictionary<string, int> { ["free-5"] = 6 };
        }, loggers);
        for (int i = 0; i < 6; i++)
        {
            await client.AskAsync();
            clock.Advance(Minute);
        }
        clock.SetUtcNow(Free.Midnight.AddMinutes(-3));

        Task<ChatCompletion>[] calls = [.. Enumerable.Range(0, 6).Select(_ => client.AskAsync())];
        for (int i = 0; i < 3; i++) clock.Advance(Minute);
        // to just before the next minute, for as long as it takes three to be answered
        Task three = HaveEndedAsync(calls, 3);
        for (int i = 0; i < 58 && !three.IsCompleted; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(three, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }
        Assert.InRange(server.Requests.Count, 6, 6 + 3);
        // an attempt whose connection fails takes a place in the minute, too, and the next waits for another
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), Task.WhenAll(calls), () => string.Join('\n', logs.Messages));
        Assert.Equal(6 + 6, server.Requests.Count);
    }

    [Theory]
    [InlineData(LimitBehavior.Refuse)]
    [InlineData(LimitBehavior.Wait)]
    public async Task Attempts_ThatAreNotSent_GiveTheirPermitBack(LimitBehavior behavior)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Client(server, Free.Clock(), limit: 1, behavior, KeyTier.Free);
        using var cancellation = new CancellationTokenSource();
        await client.AskAsync();

        Task<ChatCompletion> unsent = client.CompleteChatAsync(TestClient.Request("gpt-4o"), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => unsent.WaitAsync(Answers.Patience));

        Assert.Single(server.Requests);
        Assert.Equal((1, 1), ((await client.UsageAsync("free-5")).Used, (await client.UsageAsync("free-chat")).Used));
    }

    [Fact]
    public async Task Probe_ThatIsNotSent_LeavesTheNextOneToFindOut()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp(), Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Client(server, clock, limit: 1, LimitBehavior.Refuse, KeyTier.Free);
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-4o"));
        clock.Advance(TimeSpan.FromMinutes(15));
        await client.AskAsync("gpt-4o-mini");

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-4o"));
        clock.Advance(Minute);
        await client.AskAsync("gpt-4o");

        Assert.Equal("requests-per-minute", error.QuotaGroup);
        Assert.Equal(3, server.Requests.Count);
    }

    private static async Task HaveEndedAsync(Task[] calls, int count)
    {
        while (calls.Count(call => call.IsCompleted) < count) await Task.WhenAny(calls.Where(call => !call.IsCompleted));
    }

    private static ChatGatewayClient Client(
        ScriptedServer server, TimeProvider clock, int limit, LimitBehavior behavior, KeyTier tier, Action<QuotaOptions>? configure = null, ILoggerFactory? loggers = null) =>
        Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.KeyTier = tier;
            options.Quota.RequestsPerMinute = limit;
            options.Quota.WhenLimited = behavior;
            options.LoggerFactory = loggers;
            configure?.Invoke(options.Quota);
        });
}

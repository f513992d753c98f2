using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>The gateway's word that the quota is used up beats the count; then one request at a time finds out whether it still stands.</summary>
public sealed class QuotaLockTests
{
    [Fact]
    public async Task Row18_DailyQuota429_KeepsTheGroupBackAfterOneSend()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp(), Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);

        var answered = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-4o"));
        var refused = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-5"));
        await client.AskAsync("gpt-4o-mini");

        Assert.Equal(2, server.Requests.Count);
        Assert.IsType<GatewayResponseException>(answered.InnerException);
        Assert.Equal(("free-5", 1, 5, Free.Midnight), (answered.QuotaGroup, answered.Used, answered.Limit, answered.ResetsAt));
        Assert.Equal(Free.Morning.AddMinutes(15), answered.RetryAt);
        Assert.Contains("Counted here: 1 of 5 requests of group free-5.", answered.Message, StringComparison.Ordinal);
        Assert.Contains("Still free to use today: ", answered.Message, StringComparison.Ordinal);
        Assert.Null(refused.InnerException);
        Assert.Equal(Free.Morning.AddMinutes(15), refused.RetryAt);
        Assert.Contains("wait until 2026-07-01 10:15 +08:00", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Key, answered.ToString() + refused, StringComparison.Ordinal);
        QuotaUsage usage = await client.UsageAsync("free-5");
        Assert.Equal((1, 0, Free.Morning.AddMinutes(15)), (usage.Used, usage.Remaining, usage.LockedUntil));
    }

    [Fact]
    public async Task StoreThatFailsAfterTheAnswer_DoesNotHideIt()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Ok, Free.UsedUp(), Fast.Fails(401));
        using var logs = new CollectingLoggerProvider();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.AddProvider(logs));
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.LoggerFactory = loggers;
            // each of its permits is a probe, which is reported
            options.Quota.Store = new FailingQuotaStore();
        });

        Assert.Equal("Hi", (await client.AskAsync()).Text);
        var answered = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
        Assert.IsType<GatewayResponseException>(answered.InnerException);
        Assert.True((await Assert.ThrowsAsync<GatewayResponseException>(() => client.AskAsync())).IsAuthenticationFailure);

        Assert.Equal(3, logs.Messages.Count(message => message.Contains("could not be told how the attempt ended (IOException)", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"error":{"message":"今日次数已用完","type":"chatanywhere_error","code":"429 TOO_MANY_REQUESTS"}}""")]
    [InlineData("""[{"error":{"message":"今日次数已用完","type":"chatanywhere_error","code":"429 TOO_MANY_REQUESTS"}}]""")]
    public async Task DailyQuota_UnderAStatusOfSuccess_LocksAsWell(string error)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, error), ScriptedServer.Json(200, error));
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);

        var answered = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-4o"));
        var refused = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-4o"));
        var embedding = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.GenerateEmbeddingsAsync(ModelId.TextEmbedding3Small, "Hello"));

        Assert.Equal(2, server.Requests.Count);
        Assert.IsType<GatewayResponseException>(answered.InnerException);
        Assert.Equal(("free-5", 1, 5, Free.Morning.AddMinutes(15)), (answered.QuotaGroup, answered.Used, answered.Limit, answered.RetryAt));
        Assert.Null(refused.InnerException);
        Assert.Equal(("free-embedding-200", 1), (embedding.QuotaGroup, embedding.Used));
    }

    [Fact]
    public async Task Lock_AfterFifteenMinutes_LetsOneProbePass_AndItsAnswerOpens()
    {
        var hold = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(
            Free.UsedUp(),
            async connection =>
            {
                await connection.ReadRequestAsync();
                await hold.Task;
                await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Content-Length", $"{Answers.Completion.Length}"));
                await connection.SendAsync(Answers.Completion);
            },
            Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
        clock.Advance(TimeSpan.FromTicks(1));
        Task<ChatCompletion> probe = client.AskAsync();
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
        hold.SetResult();
        await probe.WaitAsync(Answers.Patience);
        await client.AskAsync();

        Assert.Equal(3, server.Requests.Count);
        Assert.Null((await client.UsageAsync("free-5")).LockedUntil);
    }

    [Fact]
    public async Task Probe_AnsweredByTheSame429_LocksAgain()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp());
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Quota.RequestsPerDay = new Dictionary<string, int> { ["free-5"] = 1000 };
        });

        for (int minute = 0; minute < 60; minute++)
        {
            await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Probe_ThatFailsOtherwise_LeavesTheNextOneToFindOut()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp(), Fast.Fails(400), Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
        clock.Advance(TimeSpan.FromMinutes(15));

        await Assert.ThrowsAsync<GatewayResponseException>(() => client.AskAsync());
        await client.AskAsync();

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Model_OutsideThePlan_IsLockedAndToldOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp());
        FakeTimeProvider clock = Free.Clock();
        using var logs = new CollectingLoggerProvider();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.AddProvider(logs));
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.LoggerFactory = loggers;
            options.ExtraModels = ["our-model"];
            options.Quota.RequestsPerDay = new Dictionary<string, int> { ["our-model"] = 7 };
        });

        var answered = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("our-model"));
        var refused = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("our-model"));

        foreach (QuotaExhaustedException error in new[] { answered, refused })
        {
            Assert.Equal(("our-model", 1, 7), (error.QuotaGroup, error.Used, error.Limit));
            Assert.Equal((Free.Midnight, Free.Morning.AddMinutes(15)), (error.ResetsAt, error.RetryAt));
        }
        Assert.Single(logs.Messages, message => message.Contains("held back", StringComparison.Ordinal));
        Assert.Equal(2, answered.Message.Split("Still free to use today").Length);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Stream_WhoseFirstEventIsTheDailyQuota_Locks()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedServer.Sse("""{"error":{"message":"该模型今日免费次数已用完","type":"chatanywhere_error","param":null,"code":"429 TOO_MANY_REQUESTS"}}"""));
        using ChatGatewayClient client = Free.Client(server);

        for (int i = 0; i < 2; i++)
            await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.CompleteChatStreamingAsync(TestClient.Request("gpt-4o")).ReadAllAsync());

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Texts_OfTheOptions_DecideWhatIsADaysLimit()
    {
        const string Body = """{"error":{"message":"Quota of the moon phase is over","type":"x","param":null,"code":null}}""";
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(429, Body));
        using ChatGatewayClient knows = Free.Client(server, options => options.Quota.DailyQuotaTexts = ["Moon Phase"]);
        using ChatGatewayClient ignorant = Free.Client(server);

        await Assert.ThrowsAsync<QuotaExhaustedException>(() => knows.AskAsync());
        await Assert.ThrowsAsync<GatewayResponseException>(() => ignorant.AskAsync());

        Assert.Equal(1 + 3, server.Requests.Count);
    }
}

using System.Net;
using System.Net.Sockets;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>What is counted, and what happens when the count is full.</summary>
public sealed class QuotaCountTests
{
    [Fact]
    public async Task CompleteChatAsync_GroupUsedUp_ThrowsWithoutSending()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);
        for (int i = 0; i < 3; i++) await client.AskAsync("gpt-4o");
        for (int i = 0; i < 2; i++) await client.AskAsync("gpt-4.1");

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-5"));

        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(("free-5", 5, 5), (error.QuotaGroup, error.Used, error.Limit));
        Assert.Equal(Free.Midnight, error.ResetsAt);
        Assert.Equal(Free.Midnight, error.RetryAt);
        Assert.Equal(0, error.Attempts);
        Assert.True(error.IsRateLimited);
        Assert.Null(error.InnerException);
        Assert.Equal(DiagnosisCause.DailyQuota, error.Diagnosis.Cause);
        Assert.Equal(["deepseek-r1", "deepseek-v3", "deepseek-v3-2-exp"], error.AvailableModels.Select(model => model.Value).Where(id => id.StartsWith("deepseek", StringComparison.Ordinal)).Order());
        Assert.Contains(ModelId.Gpt4oMini, error.AvailableModels);
        Assert.DoesNotContain(ModelId.Gpt4o, error.AvailableModels);
        Assert.DoesNotContain(ModelId.TextEmbedding3Small, error.AvailableModels);
        Assert.StartsWith(
            $"The day's quota of group free-5 is used up (5 of 5 requests); POST {server.Endpoint}/chat/completions for model gpt-5 was not sent. ",
            error.Message, StringComparison.Ordinal);
        Assert.EndsWith("or wait until 2026-07-02 00:00 +08:00.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteChatStreamingAsync_GroupUsedUp_ThrowsWithoutSending()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        using ChatGatewayClient client = Free.Client(server, options => options.Quota.RequestsPerDay = new Dictionary<string, int> { ["free-5"] = 1 });
        await client.CompleteChatStreamingAsync(TestClient.Request("gpt-4o")).ReadAllAsync();

        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.CompleteChatStreamingAsync(TestClient.Request("gpt-4o")).ReadAllAsync());

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Row89_Retries_ConsumePermits()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500));
        using ChatGatewayClient client = Free.Client(server, options => options.Resilience.BreakerMinimumCalls = 100);

        await Assert.ThrowsAsync<GatewayResponseException>(() => client.AskAsync());
        Assert.Equal(3, (await client.UsageAsync("free-5")).Used);
        // its third attempt finds nothing left
        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(2, error.Attempts);
    }

    [Fact]
    public async Task Attempts_ThatCannotConnect_AreNotCounted()
    {
        using var closed = new Socket(SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using ChatGatewayClient client = Free.Client(new Uri($"http://{closed.LocalEndPoint}/v1"));

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.AskAsync());

        Assert.Equal(0, (await client.UsageAsync("free-5")).Used);
        Assert.Equal(0, (await client.UsageAsync("free-chat")).Used);
    }

    [Fact]
    public async Task Attempts_WhoseConnectionBreaks_AreCounted()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Reset);
        using ChatGatewayClient client = Free.Client(server);

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.AskAsync());

        Assert.Equal(3, (await client.UsageAsync("free-5")).Used);
    }

    [Fact]
    public async Task Calls_ThatAreRefusedOrAskForModels_AreNotCounted()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = Free.Client(sandbox.Endpoint);

        await client.GetModelsAsync();
        await Assert.ThrowsAsync<ModelNotAllowedException>(() => client.AskAsync("gpt-4"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.CompleteChatAsync(TestClient.Request("gpt-4o") with { Temperature = 3 }));

        Assert.All(await client.GetQuotaAsync(), usage => Assert.Equal(0, usage.Used));
    }

    [Fact]
    public async Task AllChatTogether_UsedUp_RefusesEveryChatModelAndNoEmbedding()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = Free.Client(sandbox.Endpoint, options => options.Quota.ChatRequestsPerDay = 3);
        await client.AskAsync("gpt-4o");
        await client.AskAsync("gpt-4o-mini");
        await client.AskAsync("deepseek-v3");

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("gpt-4o-mini"));
        await client.GenerateEmbeddingsAsync(ModelId.TextEmbedding3Small, "x");

        Assert.Equal(("free-chat", 3, 3), (error.QuotaGroup, error.Used, error.Limit));
        Assert.Empty(error.AvailableModels);
        Assert.Equal(4, sandbox.Requests.Count);
    }

    [Fact]
    public async Task Keys_HaveCountsOfTheirOwn()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        string key = "sk-one-0123456789";
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => ValueTask.FromResult<string?>(key);
        });
        for (int i = 0; i < 5; i++) await client.AskAsync();
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        key = "sk-two-0123456789";
        await client.AskAsync();

        Assert.Equal(1, (await client.UsageAsync("free-5")).Used);
    }

    [Fact]
    public async Task Clients_WithOneStore_ShareTheCount()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var store = new MemoryQuotaStore();
        using ChatGatewayClient one = Free.Client(server, options => options.Quota.Store = store);
        using ChatGatewayClient two = Free.Client(server, options => options.Quota.Store = store);

        Task<ChatCompletion>[] calls = [.. Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : two).AskAsync())];
        await Task.WhenAny(Task.WhenAll(calls), Task.Delay(Answers.Patience, TimeProvider.System));

        Assert.Equal(5, calls.Count(call => call.IsCompletedSuccessfully));
        Assert.Equal(15, calls.Count(call => call.Exception?.InnerException is QuotaExhaustedException));
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Stores_OutsideTheClient_GetAHashOfKeyAndGateway()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        await using ScriptedServer other = ScriptedServer.Start(Fast.Ok);
        var store = new RecordingQuotaStore();
        using ChatGatewayClient client = Free.Client(server, options => options.Quota.Store = store);
        using ChatGatewayClient elsewhere = Free.Client(other, options => options.Quota.Store = store);

        await client.AskAsync();
        await client.GetQuotaAsync();
        await elsewhere.AskAsync();

        string[] accounts = [.. store.Accounts.Distinct()];
        Assert.Equal(2, accounts.Length);
        Assert.All(accounts, account => Assert.Matches("^[0-9a-f]{32}$", account));
    }

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

    [Fact]
    public async Task PaidKeysAndOtherGateways_AreNotCounted()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient other = Fast.Client(server);
        using ChatGatewayClient paid = Free.Client(server, options => options.KeyTier = KeyTier.Paid);
        using ChatGatewayClient off = Free.Client(server, options => options.Quota.Enabled = false);

        foreach (ChatGatewayClient client in new[] { other, paid, off })
        {
            for (int i = 0; i < 7; i++) await client.AskAsync();
            Assert.Empty(await client.GetQuotaAsync());
        }

        Assert.Equal(21, server.Requests.Count);
    }

    [Fact]
    public async Task Options_OverrideGroupsNumbersAndReset()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.ExtraModels = ["our-model", "other-model"];
            options.Quota.ModelGroups = new Dictionary<string, string> { ["our-model"] = "ours", ["gpt-4o"] = "free-200" };
            options.Quota.RequestsPerDay = new Dictionary<string, int> { ["ours"] = 1, ["free-30"] = 0 };
            options.Quota.ResetUtcOffset = TimeSpan.FromHours(-5);
        });

        await client.AskAsync("our-model");
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("our-model"));
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("deepseek-v3"));
        for (int i = 0; i < 6; i++) await client.AskAsync("gpt-4o");
        for (int i = 0; i < 6; i++) await client.AskAsync("other-model");

        Assert.Equal(6, (await client.UsageAsync("free-200")).Used);
        Assert.Equal(13, (await client.UsageAsync("free-chat")).Used);
        Assert.Equal(TimeSpan.FromHours(-5), (await client.UsageAsync("ours")).ResetsAt.Offset);
        Assert.Equal(200, (await client.UsageAsync("free-200")).Limit);
    }

    [Fact]
    public async Task GetQuotaAsync_ListsGroupsOfTheCatalogueAndTheTotal()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);
        await client.AskAsync("gpt-4o-mini");

        IReadOnlyList<QuotaUsage> usage = await client.GetQuotaAsync();

        Assert.Equal(
            ["free-200 1/200", "free-30 0/30", "free-5 0/5", "free-chat 1/200", "free-embedding-200 0/200"],
            usage.Select(entry => $"{entry.Group} {entry.Used}/{entry.Limit}").Order(StringComparer.Ordinal));
        Assert.Equal("free-chat", usage[^1].Group);
        Assert.All(usage, entry => Assert.Equal(Free.Midnight, entry.ResetsAt));
        Assert.Contains(ModelId.Gpt5Mini, usage.Single(entry => entry.Group == "free-200").Models);
    }
}

using ChatGateway.Sandbox;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>Who shares a count: groups, keys, clients and gateways.</summary>
public sealed class QuotaGroupTests
{
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
    public async Task Model_NamedLikeTheTotal_IsCountedOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.ExtraModels = ["free-chat"];
            options.Quota.ChatRequestsPerDay = 4;
        });
        await client.AskAsync("gpt-4o-mini");

        for (int i = 0; i < 3; i++) await client.AskAsync("free-chat");
        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync("free-chat"));

        Assert.Equal(("free-chat", 4, 4), (error.QuotaGroup, error.Used, error.Limit));
        Assert.Equal(4, server.Requests.Count);
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

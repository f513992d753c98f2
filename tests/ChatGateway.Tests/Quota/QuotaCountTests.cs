using System.Net;
using System.Net.Sockets;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
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
        // its third attempt finds nothing left: the second's failure says more
        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.AskAsync());

        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(2, error.Attempts);
        Assert.Equal(5, (await client.UsageAsync("free-5")).Used);
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
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
    public async Task Attempts_WhoseConnectTimeIsUp_AreNotCounted()
    {
        // accepts, and never says hello
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using ChatGatewayClient client = Free.Client(
            new Uri($"https://{listener.LocalEndpoint}/v1"), options => options.Resilience.ConnectTimeout = TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.AskAsync());

        Assert.Equal((0, 0), ((await client.UsageAsync("free-5")).Used, (await client.UsageAsync("free-chat")).Used));
        listener.Stop();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Attempts_WhoseConnectTimeIsUpBehindAnHttpClient_AreNotCounted(bool isOfAFactory)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        void Configure(ChatGatewayOptions options)
        {
            options.ApiKey = TestClient.Key;
            options.KeyTier = KeyTier.Free;
            options.Endpoints = [new Uri($"https://{listener.LocalEndpoint}/v1")];
            options.Resilience.MaxRetries = 0;
            options.Resilience.ConnectTimeout = TimeSpan.FromMilliseconds(200);
        }
        await using ServiceProvider services = new ServiceCollection().AddChatGateway(Configure).Services.BuildServiceProvider();
        using var socket = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        using var http = new HttpClient(socket);
        var options = new ChatGatewayOptions();
        Configure(options);
        using ChatGatewayClient client = isOfAFactory ? services.GetRequiredService<ChatGatewayClient>() : new ChatGatewayClient(http, options);

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.AskAsync());

        Assert.Equal((0, 0), ((await client.UsageAsync("free-5")).Used, (await client.UsageAsync("free-chat")).Used));
        listener.Stop();
    }

    [Fact]
    public async Task Attempts_WhoseHttpClientGivesUp_AreCounted()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Stall);
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(200) };
        using var client = new ChatGatewayClient(
            http, new ChatGatewayOptions { ApiKey = TestClient.Key, KeyTier = KeyTier.Free, Endpoints = [server.Endpoint], Resilience = { MaxRetries = 0 } });

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.AskAsync());

        Assert.Equal(1, (await client.UsageAsync("free-5")).Used);
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

    [Theory]
    [InlineData(0, "asked first")]
    [InlineData(1, "asked again after a wait")]
    public async Task Store_ThatSaysNothing_TakesNoMoreThanTheCallsTime(int refusals, string when)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var store = new StalledQuotaStore(refusals, TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(50));
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.Quota.Store = store;
            options.Quota.MaxWait = TimeSpan.FromMinutes(1);
        });
        var options = new RequestOptions { Timeout = TimeSpan.FromMilliseconds(300) };

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(
            () => client.CompleteChatAsync(TestClient.Request(), options).WaitAsync(Answers.Patience));

        Assert.Contains("0.3", error.Message, StringComparison.Ordinal);
        Assert.True(server.Requests.Count == 0, when);
    }
}

using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>Permits that a store gives when their call has left: nothing was sent for them.</summary>
public sealed class LatePermitTests
{
    [Fact]
    public async Task Call_Cancelled_IsNotCounted()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var store = new HeldQuotaStore();
        using ChatGatewayClient client = Free.Client(server, options => options.Quota.Store = store);
        using var cancellation = new CancellationTokenSource();
        Task<ChatCompletion> call = client.CompleteChatAsync(TestClient.Request("gpt-4o"), cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Answers.Patience));
        store.Open();
        await store.GivenBack.WaitAsync(Answers.Patience);

        Assert.Empty(server.Requests);
        Assert.Equal((0, 0), ((await client.UsageAsync("free-5")).Used, (await client.UsageAsync("free-chat")).Used));
    }

    [Fact]
    public async Task Call_WhoseTimeIsUp_IsNotCounted()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var store = new HeldQuotaStore();
        using ChatGatewayClient client = Free.Client(server, options => options.Quota.Store = store);

        await Assert.ThrowsAsync<GatewayConnectionException>(
            () => client.CompleteChatAsync(TestClient.Request("gpt-4o"), new RequestOptions { Timeout = TimeSpan.FromMilliseconds(200) }));
        store.Open();
        await store.GivenBack.WaitAsync(Answers.Patience);

        Assert.Empty(server.Requests);
        Assert.Equal(0, (await client.UsageAsync("free-5")).Used);
    }

    [Fact]
    public async Task Probe_Cancelled_LeavesTheNextOneToFindOut()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var store = new HeldQuotaStore();
        await store.LetProbe(Free.ScopeOf(server));
        using ChatGatewayClient client = Free.Client(server, options => options.Quota.Store = store);
        using var cancellation = new CancellationTokenSource();
        Task<ChatCompletion> probe = client.CompleteChatAsync(TestClient.Request("gpt-4o"), cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.WaitAsync(Answers.Patience));
        store.Open();
        await store.LeftToTheNext.WaitAsync(Answers.Patience);
        await client.AskAsync("gpt-4o");
        await client.AskAsync("gpt-4o");

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, (await client.UsageAsync("free-5")).Used);
    }
}

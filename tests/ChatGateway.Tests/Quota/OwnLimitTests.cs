using System.Diagnostics;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>Limits that a client sets itself: requests a minute and concurrent calls.</summary>
public sealed class OwnLimitTests
{
    [Fact]
    public async Task RequestsPerMinute_Refuse_FailsAtOnceWithoutSending()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Quota.RequestsPerMinute = 2;
            options.Quota.WhenLimited = LimitBehavior.Refuse;
        });
        await client.AskAsync();
        await client.AskAsync();

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(("requests-per-minute", 2, DiagnosisCause.RateLimited), (error.QuotaGroup, error.Limit, error.Diagnosis.Cause));
        Assert.InRange(error.RetryAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Null(error.ResetsAt);
        Assert.Contains("was not sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestsPerMinute_Wait_EndsWithTheCallsTime()
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
    public async Task RequestsPerMinute_Wait_SendsWhenItsTurnComes()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var call = new GatewayCall("POST", "chat/completions", "m", isStream: false, [], TimeSpan.FromMinutes(1), 0, TimeProvider.System);
        using var socket = new HttpMessageInvoker(new SocketsHttpHandler());
        // the window of a minute, at the pace of a test
        using var handler = new RequestRateHandler(2, LimitBehavior.Wait, TimeSpan.FromSeconds(1.2), new SocketStep(socket));
        long start = Stopwatch.GetTimestamp();

        for (int i = 0; i < 3; i++)
        {
            using var request = new GatewayRequest(call, HttpMethod.Post, null) { RequestUri = new Uri(server.Endpoint, "v1/chat/completions") };
            using HttpResponseMessage response = await handler.SendAsync(request, CancellationToken.None).AsTask().WaitAsync(Answers.Patience);
        }

        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(0.9), "The third was sent within the window.");
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task RequestsPerMinute_Retries_Count()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500));
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Quota.RequestsPerMinute = 2;
            options.Quota.WhenLimited = LimitBehavior.Refuse;
        });

        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task ConcurrentCalls_Refuse_FailsWhileAStreamIsOpen()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi"), Answers.Chunk("!", "stop"), "[DONE]"));
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Resilience.MaxConcurrentCalls = 1;
            options.Quota.WhenLimited = LimitBehavior.Refuse;
        });

        await using (IAsyncEnumerator<ChatCompletionChunk> stream = client.CompleteChatStreamingAsync(TestClient.Request()).GetAsyncEnumerator())
        {
            Assert.True(await stream.MoveNextAsync());
            var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.CompleteChatStreamingAsync(TestClient.Request()).ReadAllAsync());
            Assert.Equal(("concurrent-calls", 1, DiagnosisCause.RateLimited), (error.QuotaGroup, error.Limit, error.Diagnosis.Cause));
        }
        await client.CompleteChatStreamingAsync(TestClient.Request()).ReadAllAsync();

        Assert.Equal(2, server.Requests.Count);
    }

    /// <summary>The step behind the one under test: the socket.</summary>
    private sealed class SocketStep(HttpMessageInvoker socket) : IGatewayHandler
    {
        public async ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken) =>
            await socket.SendAsync(request, cancellationToken);
    }
}

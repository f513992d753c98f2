using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Faults that a review found by running them; each hurt a caller here.</summary>
public sealed class AttackTests
{
    private static readonly ScriptedStep Good = ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]");

    [Fact]
    public async Task Stream_StalledBeforeItsHeaders_IsRetriedOnTheNextEndpoint()
    {
        await using ScriptedServer stalled = ScriptedServer.Start(Fast.Stall);
        await using ScriptedServer up = ScriptedServer.Start(Good);
        using ChatGatewayClient client = Fast.Client([stalled.Endpoint, up.Endpoint], options =>
        {
            options.Resilience.FirstEventTimeout = TimeSpan.FromSeconds(1.5);
            // every second attempt is the other endpoint's: a machine that stands still may cost it one, too
            options.Resilience.MaxRetries = 5;
        });

        ChatCompletionChunk chunk = Assert.Single(await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(up.Endpoint, chunk.Response!.Endpoint);
    }

    [Fact]
    public async Task Breaker_OpenedByThisCall_DoesNotHideItsFailure()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500));
        using ChatGatewayClient client = Fast.Client(server);

        for (int i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));
            Assert.Equal(HttpStatusCode.InternalServerError, error.StatusCode);
        }
    }

    [Fact]
    public async Task Breaker_CancelledProbe_StaysOpen()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500), Fast.Fails(500), Fast.Stall);
        var clock = new FakeTimeProvider();
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Resilience.MaxRetries = 0;
            options.Resilience.BreakerMinimumCalls = 2;
            options.Resilience.BreakerDuration = TimeSpan.FromSeconds(2);
        });
        for (int i = 0; i < 2; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));
        clock.Advance(TimeSpan.FromSeconds(2.3));
        using var cancellation = new CancellationTokenSource();
        Task<ChatCompletion> probe = client.CompleteChatAsync(TestClient.Request(), cancellation.Token);
        await server.RequestsAsync(3);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("circuit", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Stream_LongerThanAllowed_IsInterrupted_WhileItWaits()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Answers.Chunk("half")}\n\n");
            while (true)
            {
                await connection.SendChunkAsync(": keep-alive\n\n");
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }));
        var clock = new FakeTimeProvider();
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Resilience.MaxStreamDuration = TimeSpan.FromSeconds(1.5);
        });
        await using IAsyncEnumerator<ChatCompletionChunk> stream = client.CompleteChatStreamingAsync("m", "Hello").GetAsyncEnumerator();
        Assert.True(await stream.MoveNextAsync());

        Task<bool> next = stream.MoveNextAsync().AsTask();
        clock.Advance(TimeSpan.FromSeconds(1.4));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => next.WaitAsync(Answers.Patience));
        Assert.Equal(GatewayStreamFailure.Interrupted, error.Reason);
        Assert.Contains("MaxStreamDuration", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_TimeRunsFromItsEnumeration()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(503), Good);
        var clock = new FakeTimeProvider();
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.TimeProvider = clock;
            // nobody moves the clock while it waits
            options.Resilience.RetryDelay = TimeSpan.Zero;
        });
        IAsyncEnumerable<ChatCompletionChunk> stream = client.CompleteChatStreamingAsync("m", "Hello", new RequestOptions { Timeout = TimeSpan.FromSeconds(2) });
        clock.Advance(TimeSpan.FromSeconds(2.2));

        Assert.Single(await stream.ReadAllAsync());
    }

    [Fact]
    public async Task Backoff_CutByTheTotalTime_DoesNotHideTheFailure()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(503));
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Resilience.RetryDelay = TimeSpan.FromSeconds(30);
            options.Resilience.MaxRetryDelay = TimeSpan.FromSeconds(30);
        });

        var error = await Assert.ThrowsAsync<GatewayResponseException>(
            () => client.CompleteChatAsync(TestClient.Request(), new RequestOptions { Timeout = TimeSpan.FromSeconds(2) }));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
    }

    [Fact]
    public async Task Error_AfterAChunkWithoutChoices_IsAStreamException()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse("""{"id":"a","choices":[],"prompt_filter_results":[]}""", """{"error":{"code":500,"message":"late"}}"""));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(GatewayStreamFailure.ErrorEvent, error.Reason);
        Assert.Equal("late", error.ErrorMessage);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task CleanEndInsideTheFirstEvent_IsRetried()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"id\":\"c"), Good);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Single(await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());
    }

    [Fact]
    public async Task ErrorStatus_WhoseBodyStalls_KeepsItsStatus()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(401, ("Content-Length", "100"));
            await connection.StallAsync();
        });
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Header_NonAscii_IsAnArgumentException() => Assert.Throws<ArgumentException>(() => new ChatGatewayClient(new ChatGatewayOptions
    {
        Endpoints = [new Uri("http://127.0.0.1:1/v1")],
        Headers = new Dictionary<string, string> { ["X-Title"] = "中文" },
    }));
}

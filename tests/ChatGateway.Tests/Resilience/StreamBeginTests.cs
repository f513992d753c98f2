using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>A stream is retried until its first event, and never after.</summary>
public sealed class StreamBeginTests
{
    private static readonly ScriptedStep Good = ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]");

    public static TheoryData<string> EarlyFaults => ["headers then reset", "headers then stall", "empty", "503", "error event 503", "comment then reset"];

    [Theory]
    [MemberData(nameof(EarlyFaults))]
    public async Task Row68_FaultBeforeTheFirstEvent_IsRetried(string fault)
    {
        bool stalls = fault.EndsWith("stall", StringComparison.Ordinal);
        await using ScriptedServer server = ScriptedServer.Start(Step(fault), Good);
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            if (!stalls) return;
            options.Resilience.FirstEventTimeout = TimeSpan.FromSeconds(1.5);
            options.MayStandStill();
        });

        List<ChatCompletionChunk> chunks = await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync();

        Assert.Equal("Hi", Assert.Single(chunks).Text);
        Assert.InRange(chunks[0].Response!.Attempts, 2, stalls ? 5 : 2);
    }

    [Fact]
    public async Task FirstEventTimeout_CountsFromTheRequest_HeadersOrNot()
    {
        var clock = new FakeTimeProvider();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            clock.Advance(TimeSpan.FromSeconds(90));
            await connection.SendHeadAsync(200, ("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked"));
            await connection.StallAsync();
        });
        var log = new CollectingLoggerProvider();
        using ILoggerFactory factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.LoggerFactory = factory;
            options.Resilience.MaxRetries = 0;
            options.Resilience.FirstEventTimeout = TimeSpan.FromSeconds(100);
        });

        Task<List<ChatCompletionChunk>> reading = client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync();
        Assert.Equal(1, await Eventually.IsAsync(() => Task.FromResult(log.Messages.Count(message => message.Contains("was answered by 200", StringComparison.Ordinal))), 1));
        clock.Advance(TimeSpan.FromSeconds(20));

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => reading.WaitAsync(Answers.Patience));
        Assert.Contains("FirstEventTimeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorEvent_FirstWithLastingCode_IsSentOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse("""{"error":{"code":400,"message":"bad"}}"""));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SlowStreamThatHasBegun_IsNotRetried()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync(": queued\n\n");
            await connection.StallAsync();
        }));
        using ChatGatewayClient client = Fast.Client(server, options => options.Resilience.IdleTimeout = TimeSpan.FromMilliseconds(200));

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Single(server.Requests);
        Assert.Contains("IdleTimeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxConcurrentCalls_HoldsThePermitForTheLifeOfAStream()
    {
        await using ScriptedServer server = ScriptedServer.Start(Good);
        using ChatGatewayClient client = Fast.Client(server, options => options.Resilience.MaxConcurrentCalls = 1);

        await using (IAsyncEnumerator<ChatCompletionChunk> stream = client.CompleteChatStreamingAsync("m", "Hello").GetAsyncEnumerator())
        {
            Assert.True(await stream.MoveNextAsync());
            await Assert.ThrowsAsync<GatewayConnectionException>(
                () => client.CompleteChatAsync(TestClient.Request(), new RequestOptions { Timeout = TimeSpan.FromMilliseconds(200) }));
            Assert.Single(server.Requests);
        }

        Assert.Single(await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());
    }

    private static ScriptedStep Step(string fault) => fault switch
    {
        "503" => Fast.Fails(503),
        "empty" => ScriptedServer.Sse(),
        "error event 503" => ScriptedServer.Sse("""{"error":{"code":503,"message":"loading"}}"""),
        _ => async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(200, ("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked"));
            if (fault.StartsWith("comment", StringComparison.Ordinal)) await connection.SendChunkAsync(": queued\n\n");
            if (fault.EndsWith("stall", StringComparison.Ordinal)) await connection.StallAsync();
            else connection.Reset();
        }
        ,
    };
}

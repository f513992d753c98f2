using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>How a stream begins and ends.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Stream_Chunks_ArriveAsTheyAreSent()
    {
        var first = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Answers.Chunk("one")}\n\n");
            await first.Task;
            await connection.SendChunkAsync($"data: {Answers.Chunk("two", "stop")}\n\ndata: [DONE]\n\n");
            await connection.EndChunkedAsync();
        }));
        using ChatGatewayClient client = TestClient.For(server);
        List<string?> texts = [];

        await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync("m", "Hello"))
        {
            texts.Add(chunk.Text);
            first.TrySetResult();
        }

        Assert.Equal(["one", "two"], texts);
        Assert.Contains("\"stream\":true", server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal("text/event-stream, application/json", server.Requests[0].Headers["Accept"]);
    }

    [Fact]
    public async Task Stream_Break_EndsTheRequestAtOnce()
    {
        var closed = new TaskCompletionSource<TimeSpan>();
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Answers.Chunk("one")}\n\n");
            closed.TrySetResult(await connection.WaitForClientCloseAsync(Soon));
        }));
        using ChatGatewayClient client = TestClient.For(server);

        await foreach (ChatCompletionChunk _ in client.CompleteChatStreamingAsync("m", "Hello")) break;

        Assert.True(await closed.Task < Soon);
    }

    [Fact]
    public async Task Stream_CancelledByEnumeration_CarriesThatToken()
    {
        await using ScriptedServer server = Stalling();
        using ChatGatewayClient client = TestClient.For(server);
        using var cancellation = new CancellationTokenSource();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatCompletionChunk _ in client.CompleteChatStreamingAsync("m", "Hello").WithCancellation(cancellation.Token)) await cancellation.CancelAsync();
        });

        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Stream_CancelledByTheCallsToken_CarriesThatToken()
    {
        await using ScriptedServer server = Stalling();
        using ChatGatewayClient client = TestClient.For(server);
        using var cancellation = new CancellationTokenSource();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatCompletionChunk _ in client.CompleteChatStreamingAsync("m", "Hello", cancellation.Token)) await cancellation.CancelAsync();
        });

        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Stream_SecondEnumeration_Throws()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Sse(Answers.Chunk("x", "stop"), "[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);
        IAsyncEnumerable<ChatCompletionChunk> stream = client.CompleteChatStreamingAsync("m", "Hello");
        await stream.ReadAllAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ReadAllAsync());
    }

    [Fact]
    public async Task Stream_AfterDone_ReusesTheConnection()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            // the end of the body arrives with the end marker, as from most servers
            string events = $"data: {Answers.Chunk("x", "stop")}\n\ndata: [DONE]\n\n";
            await connection.SendAsync($"{events.Length:x}\r\n{events}\r\n0\r\n\r\n");
        }));
        using ChatGatewayClient client = TestClient.For(server);

        for (int i = 0; i < 3; i++) await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync();

        Assert.Equal(1, server.ConnectionCount);
    }

    [Fact]
    public async Task Stream_DoneWithTheSocketOpen_EndsAtOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Answers.Chunk("x", "stop")}\n\ndata: [DONE]\n\n");
            await connection.StallAsync();
        }));
        // a clock that stands still: nothing may wait for it
        using ChatGatewayClient client = TestClient.For(server, options => options.TimeProvider = new StoppedTime());

        List<ChatCompletionChunk> chunks = await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync();

        Assert.Single(chunks);
    }

    [Fact]
    public async Task Stream_BreakOverTheCallersHttpClient_EndsTheRequestAtOnce()
    {
        var closed = new TaskCompletionSource<TimeSpan>();
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Answers.Chunk("one")}\n\n");
            closed.TrySetResult(await connection.WaitForClientCloseAsync(Soon));
        }));
        using var httpClient = new HttpClient();
        using var client = new ChatGatewayClient(httpClient, new ChatGatewayOptions { Endpoints = [server.Endpoint] });

        await foreach (ChatCompletionChunk _ in client.CompleteChatStreamingAsync("m", "Hello")) break;

        // the handler's own drain would take two seconds
        Assert.True(await closed.Task < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Stream_SurrogatePairSplitOverChunks_ComesOutWhole()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(
            """{"choices":[{"index":0,"delta":{"content":"a\ud83d"}}]}""", """{"choices":[{"index":0,"delta":{"content":"\ude42b"},"finish_reason":"stop"}]}""", "[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);

        ChatCompletion completion = await client.CompleteChatStreamingAsync("m", "Hello").ToChatCompletionAsync();

        Assert.Equal("a🙂b", completion.Text);
    }

    private static ScriptedServer Stalling() => ScriptedServer.Start(Answers.EventStream(async connection =>
    {
        await connection.SendChunkAsync($"data: {Answers.Chunk("one")}\n\n");
        await connection.StallAsync();
    }));
}

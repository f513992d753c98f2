using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>How a stream begins and ends.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Stream_Chunks_ArriveAsTheyAreSent()
    {
        var first = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Answers.Chunk("one")}\n\n");
            await first.Task.WaitAsync(Answers.Patience);
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

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
        await using ScriptedServer server = ScriptedServer.Start(Answers.TwoChunks(first.Task));
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
    public async Task Stream_CallersListsChangedBeforeItIsRead_SendsWhatWasChecked()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);
        List<ChatRequestMessage> messages = [ChatRequestMessage.User("first")];
        Dictionary<string, int> bias = new() { ["50256"] = -100 };
        IAsyncEnumerable<ChatCompletionChunk> stream = client.CompleteChatStreamingAsync(
            new ChatCompletionRequest { Model = "m", Messages = messages, LogitBias = bias });

        messages.Clear();
        bias.Clear();
        Assert.Single(await stream.ReadAllAsync());

        Assert.Contains("\"content\":\"first\"", server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"logit_bias\":{\"50256\":-100}", server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_OpenMembersOfItsChunks_AreEachChunksOwn()
    {
        const string Tail = "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}";
        const string Stored = "{\"id\":\"c1\",\"metadata\":{\"a\":\"1\"}," + Tail;
        const string Undeclared = "{\"id\":\"c1\",\"provider\":{\"a\":\"1\"}," + Tail;
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse([.. Enumerable.Repeat(Stored, 4), .. Enumerable.Repeat(Undeclared, 4), "[DONE]"]));
        using ChatGatewayClient client = TestClient.For(server);

        List<ChatCompletionChunk> chunks = await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync();
        foreach (ChatCompletionChunk chunk in chunks[..4])
        {
            Assert.Equal("1", chunk.Metadata!["a"]);
            chunk.Metadata["a"] = "2";
        }
        foreach (ChatCompletionChunk chunk in chunks[4..])
        {
            Newtonsoft.Json.Linq.JToken provider = chunk.AdditionalProperties["provider"];
            Assert.Equal("1", provider["a"]);
            provider["a"] = "2";
        }
        Assert.Equal(8, chunks.Count);
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

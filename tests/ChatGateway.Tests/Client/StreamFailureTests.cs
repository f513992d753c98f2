using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>How a stream fails, and what is left of it.</summary>
public sealed class StreamFailureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_CutConnection_IsInterruptedWithPartial(bool reset)
    {
        // a reset may overtake what was sent before it: the cut waits until the chunk is read
        var read = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Answers.Chunk("half")}\n\n");
            await read.Task;
            if (reset) connection.Reset();
            else await connection.CloseAsync();
        }));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayStreamException>(async () =>
        {
            await foreach (ChatCompletionChunk _ in client.CompleteChatStreamingAsync("m", "Hello")) read.SetResult();
        });

        Assert.Equal(GatewayStreamFailure.Interrupted, error.Reason);
        Assert.Equal("half", error.Partial!.Text);
    }

    [Fact]
    public async Task Stream_CleanEndWithoutFinish_IsTruncated()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Sse(Answers.Chunk("half")));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatStreamingAsync("m", "Hello").ToChatCompletionAsync());

        Assert.Equal(GatewayStreamFailure.Truncated, error.Reason);
        Assert.Equal("half", error.Partial!.Text);
    }

    [Fact]
    public async Task Stream_Empty_IsNoAnswer()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse());
        using ChatGatewayClient client = TestClient.For(server);

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());
    }

    [Fact]
    public async Task Stream_OnlyDone_IsTruncated()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse("[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(GatewayStreamFailure.Truncated, error.Reason);
        Assert.Null(error.Partial);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"SECRET}}]}""")]
    [InlineData("""{"choices":[{"index":-1,"delta":{"content":"SECRET"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1000000000,"function":{"name":"SECRET"}}]}}]}""")]
    [InlineData("[DONE]SECRET")]
    public async Task Stream_Malformed_ThrowsWithoutThePayload(string data)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("ok"), data, "[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(GatewayStreamFailure.Malformed, error.Reason);
        Assert.Equal("ok", error.Partial!.Text);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_HugeLine_IsTooLarge()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("ok"), new string('x', 300_000)));
        using ChatGatewayClient client = TestClient.For(server, options => options.Limits.MaxEventBytes = 100_000);

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(GatewayStreamFailure.TooLarge, error.Reason);
        Assert.Contains("GatewayLimits.MaxEventBytes (100000 bytes)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_HtmlInstead_IsProtocolException()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(200, "<html>hello</html>"u8.ToArray(), "text/html"));
        using ChatGatewayClient client = TestClient.For(server);

        await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());
    }

    [Fact]
    public async Task Stream_NoFirstEvent_TimesOut()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.StallAsync();
        }));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(
            () => client.CompleteChatStreamingAsync("m", "Hello", new RequestOptions { Timeout = TimeSpan.FromMilliseconds(200) }).ReadAllAsync());

        Assert.Equal(DiagnosisCause.TimedOut, error.Diagnosis.Cause);
    }
}

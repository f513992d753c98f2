using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>How a stream fails, and what is left of it.</summary>
public sealed class StreamFailureTests
{
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

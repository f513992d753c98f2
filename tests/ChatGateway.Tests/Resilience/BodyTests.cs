using System.IO.Compression;
using System.Net;
using System.Text;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using ChatGateway.Tests.Wire;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Rows 33 to 45 of the fault table: JSON bodies.</summary>
public sealed class BodyTests
{
    [Fact]
    public async Task Row33_ShortBody_IsRetried()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(
            Fast.Raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":"), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal(2, (await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"He""")]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"Hello"}}""")]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}""")]
    public async Task CutBody_WhereverItEnds_IsRetried(string body)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, Encoding.UTF8.GetBytes(body), "application/json"), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal(2, (await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts);
    }

    [Fact]
    public async Task ErrorEvent_InAnswerToAWholeCall_IsRetriedByItsCode()
    {
        byte[] stream = Encoding.UTF8.GetBytes("data: {\"error\":{\"message\":\"overloaded\",\"code\":503}}\n\n");
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, stream, "text/event-stream"), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal(2, (await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts);
    }

    /// <summary>Who asks for a whole answer has been given none of it.</summary>
    [Theory]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"He")]
    [InlineData(": ping\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"He\"}}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"He\"}}]}\n\ndata: {\"choices\":[{")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"He\"}}]}\n\ndata: {\"error\":{\"message\":\"overloaded\",\"code\":503}}\n\n")]
    public async Task EventStream_InAnswerToAWholeCall_ThatBreaksOff_IsRetried(string body)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, Encoding.UTF8.GetBytes(body), "text/event-stream"), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal(2, (await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts);
    }

    [Theory]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"He\"}}]}\n\ndata: {\"error\":{\"message\":\"no\",\"code\":400}}\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"He\"}}]}\n\ndata: {?}\n\n")]
    public async Task EventStream_InAnswerToAWholeCall_ThatWillNotDoBetter_IsNotRetried(string body)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, Encoding.UTF8.GetBytes(body), "text/event-stream"), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatAsync(TestClient.Request()));
        Assert.Equal(1, error.Attempts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task CutBody_WhoseEndLooksLikeOne_IsRetried(string coding)
    {
        byte[] whole = Encoding.UTF8.GetBytes(Answers.Completion);
        byte[] sent = coding switch { "gzip" => Compressed(s => new GZipStream(s, CompressionLevel.Fastest)), "br" => Compressed(s => new BrotliStream(s, CompressionLevel.Fastest)), _ => whole };
        (string, string)[] headers = coding.Length > 0 ? [("Content-Encoding", coding)] : [];
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, sent[..(sent.Length / 2)], "application/json", headers: headers), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal(2, (await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts);

        byte[] Compressed(Func<Stream, Stream> compressor)
        {
            var bytes = new MemoryStream();
            using (Stream stream = compressor(bytes)) stream.Write(whole);
            return bytes.ToArray();
        }
    }

    [Fact]
    public async Task Row34_StalledBody_IsRetried()
    {
        ScriptedStep stall = async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Content-Length", "500"));
            await connection.SendAsync("{");
            await connection.StallAsync();
        };
        await using ScriptedServer server = ScriptedServer.Start(stall, Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Resilience.AttemptTimeout = TimeSpan.FromSeconds(1);
            options.MayStandStill();
        });

        Assert.InRange((await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts, 2, 5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>SECRET</body></html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"choices":[{"message":{"content":"SECRET"}}]} {}""")]
    [InlineData("""{"choices":[{"message":{"content":"SECRET"}}],"created":123456789012345678901234567890}""")]
    [InlineData("""{"choices":[{"message":{"content":"SECRET"}}],"created":9007199254740993.0}""")]
    public async Task Row35_36_37_41_42_NotAnAnswer_IsProtocolException_SentOnce(string body)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, body));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row38_ErrorUnder200_IsResponseException()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(200, WireSample.Bytes("chat/http200-toplevel-error.json"), "application/json"));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(HttpStatusCode.TooManyRequests, error.StatusCode);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"error":{"message":"busy","code":503}}""", 2)]
    [InlineData("""{"choices":[],"error":{"message":"busy","code":"429 TOO_MANY_REQUESTS"}}""", 2)]
    [InlineData("""{"error":{"message":"bad","code":400}}""", 1)]
    [InlineData("""{"error":{"message":"bad"}}""", 1)]
    public async Task Row38_ErrorUnder200_IsRetriedAsItsCodeSays(string body, int sends)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, body), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Exception? failure = await Record.ExceptionAsync(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(sends == 1, failure is GatewayResponseException);
        Assert.Equal(sends, server.Requests.Count);
    }

    [Fact]
    public async Task DeltaInPlaceOfTheMessage_IsProtocolException()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedServer.Json(200, """{"choices":[{"index":0,"delta":{"content":"SECRET"},"finish_reason":"stop"}]}"""));
        using ChatGatewayClient client = Fast.Client(server);

        var call = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));
        var stream = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.All([call, stream], error => Assert.Contains("delta", error.Message, StringComparison.Ordinal));
        Assert.All([call, stream], error => Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    [InlineData("application/octet-stream")]
    public async Task Row39_WrongContentType_IsAccepted(string type)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, Encoding.UTF8.GetBytes(Answers.Completion), type));
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal("Hi", (await client.CompleteChatAsync(TestClient.Request())).Text);
    }

    [Fact]
    public async Task Row40_Depth200_IsProtocolException()
    {
        string nested = new string('[', 200) + new string(']', 200);
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"x\":" + nested + "}"));
        using ChatGatewayClient client = Fast.Client(server);

        await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));
    }

    [Fact]
    public async Task Row43_GzipBomb_HitsTheLimit()
    {
        byte[] bomb = Gzip(new byte[50_000_000]);
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, bomb, "application/json", headers: ("Content-Encoding", "gzip")));
        using ChatGatewayClient client = Fast.Client(server, options => options.Limits.MaxBodyBytes = 1_000_000);

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("MaxBodyBytes (1000000 bytes)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row44_UnaskedGzip_IsDecoded()
    {
        byte[] body = Gzip(Encoding.UTF8.GetBytes(Answers.Completion));
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, body, "application/json", headers: ("Content-Encoding", "gzip")));
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal("Hi", (await client.CompleteChatAsync(TestClient.Request())).Text);
    }

    [Fact]
    public async Task Row45_204_IsProtocolException()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Raw("HTTP/1.1 204 No Content\r\n\r\n"));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("204", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal)) gzip.Write(bytes);
        return target.ToArray();
    }
}

using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Streaming.Deviations;

/// <summary>An event stream where a whole answer was asked for.</summary>
public sealed class StreamedWholeAnswerTests
{
    private const string Hel = """{"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}""";
    private const string Lo = """{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"lo"}}]}""";
    private const string Stop = """{"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("text/event-stream; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task CompleteChatAsync_EventStream_IsAggregated(string contentType)
    {
        ChatCompletion completion = await CompleteAsync(StreamOutcome.Body($": hello\n\ndata: {Hel}\n\ndata: {Lo}\n\ndata: {Stop}\n\ndata: [DONE]\n\n", contentType: contentType));

        Assert.Equal("Hello", completion.Text);
        Assert.Equal("c1", completion.Id);
        Assert.Equal("chat.completion", completion.Object);
        Assert.Equal("stop", completion.Choices[0].FinishReason);
        Assert.Equal(3, completion.Usage!.TotalTokens);
        Assert.Equal(1, completion.Response!.Attempts);
    }

    [Theory]
    // complete without the end mark: a finish reason came
    [InlineData("text/event-stream", "data: " + Hel + "\n\ndata: " + Lo + "\n\ndata: " + Stop + "\n\n")]
    [InlineData("application/json", "data: " + Hel + "\n\ndata: " + Lo + "\n\ndata: " + Stop)]
    // complete without a finish reason: the end mark came
    [InlineData("text/event-stream", "data: " + Hel + "\n\ndata: " + Lo + "\n\ndata: [DONE]\n\n")]
    [InlineData("application/json", "\uFEFFdata: " + Hel + "\r\n\r\ndata: " + Lo + "\r\n\r\ndata: [DONE]\r\n\r\n")]
    [InlineData("application/json", "event: message\ndata:" + Hel + "\ndata:" + Lo + "\ndata:[DONE]\n")]
    [InlineData("text/plain", "data: " + Hel + Lo + "[DONE]\n\n")]
    public async Task CompleteChatAsync_EventStreamOfAnyFraming_IsAggregated(string contentType, string body) =>
        Assert.Equal("Hello", (await CompleteAsync(StreamOutcome.Body(body, contentType: contentType))).Text);

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/json")]
    public async Task CompleteChatAsync_WholeAnswerAsOneEvent_IsThatAnswer(string contentType)
    {
        ChatCompletion completion = await CompleteAsync(StreamOutcome.Body($"data: {Answers.Completion}\n\ndata: [DONE]\n\n", contentType: contentType));

        Assert.Equal("Hi", completion.Text);
        Assert.Equal("stop", completion.Choices[0].FinishReason);
    }

    [Fact]
    public async Task CompleteChatAsync_JsonUnderTheStreamsContentType_IsRead() =>
        Assert.Equal("Hi", (await CompleteAsync(StreamOutcome.Body(Answers.Completion))).Text);

    [Theory]
    [InlineData("data: [DONE]\n\n", "text/event-stream")]
    [InlineData("data: [DONE]\n\n", "text/plain")]
    [InlineData("data: [DONE]\n", "text/event-stream")]
    [InlineData("data:[DONE] \r\n\r\n", "application/json")]
    [InlineData("data: [DONE]\nid: 4\n\n", "text/event-stream")]
    [InlineData("data: [DONE]\n\n: bye\n\n", "text/event-stream")]
    // in one read with the end
    [InlineData("data: [DONE]\ndata: more\n\n", "text/event-stream")]
    public async Task CompleteChatAsync_EventStreamLeftOpenAfterDone_IsAggregated(string end, string contentType)
    {
        ChatCompletion completion = await CompleteAsync(LeftOpen($"data: {Hel}\n\ndata: {Lo}\n\ndata: {Stop}\n\n{end}", contentType), Impatient);

        Assert.Equal("Hello", completion.Text);
        Assert.Equal(1, completion.Response!.Attempts);
    }

    [Theory]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"boom\"}}\n\n")]
    [InlineData("event: error\r\ndata: {\r\ndata: \"message\":\"boom\"}\r\n\r\n")]
    [InlineData("data: {\"error\":{\"message\":\"boom\"}}\n\n")]
    [InlineData("error: {\"error\":{\"message\":\"boom\"}}\n\n")]
    [InlineData("{\"error\":{\"message\":\"boom\"}}\n\n")]
    public async Task CompleteChatAsync_EventStreamLeftOpenAfterAnError_IsThatError(string end)
    {
        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => CompleteAsync(LeftOpen($"data: {Hel}\n\n{end}", "text/event-stream"), Impatient));

        Assert.Equal(GatewayStreamFailure.ErrorEvent, error.Reason);
        Assert.Equal("boom", error.ErrorMessage);
    }

    [Theory]
    [InlineData("event: error\n")]
    [InlineData("")]
    public async Task CompleteChatAsync_PseudoErrorInAnEventStream_IsNone(string name)
    {
        string pseudo = name + """data: {"error":{"message":"","type":"chatanywhere_error","param":null,"code":"200 OK"}}""";
        ChatCompletion completion = await CompleteAsync(StreamOutcome.Body($"{pseudo}\n\ndata: {Hel}\n\n{pseudo}\n\ndata: {Lo}\n\ndata: {Stop}\n\ndata: [DONE]\n\n"));

        Assert.Equal("Hello", completion.Text);
        Assert.Equal(3, completion.Usage!.TotalTokens);
        Assert.Equal(1, completion.Response!.Attempts);
    }

    [Theory]
    [InlineData("text/event-stream", "data: " + Hel + "\n\ndata: " + Lo + "\n\n")]
    [InlineData("application/json", "data: " + Hel + "\n\ndata: " + Lo + "\n\n")]
    [InlineData("text/event-stream", "data: " + Hel + "\n\ndata: " + Lo + "\n\ndata: {\"choices\":[{")]
    public async Task CompleteChatAsync_TruncatedEventStream_Throws(string contentType, string body)
    {
        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => CompleteAsync(StreamOutcome.Body(body, contentType: contentType)));

        Assert.Equal(GatewayStreamFailure.Truncated, error.Reason);
        Assert.Equal("Hello", error.Partial!.Text);
    }

    [Theory]
    [InlineData("text/event-stream", "data: {\"error\":{\"message\":\"boom\",\"code\":400}}\n\n")]
    [InlineData("text/event-stream", "event: error\ndata: {\"message\":\"boom\",\"code\":400}\n\n")]
    [InlineData("application/json", "data: {\"error\":{\"message\":\"boom\",\"code\":400}}\n\ndata: [DONE]\n\n")]
    [InlineData("text/event-stream", "error: {\"message\":\"boom\",\"code\":400}\n\n")]
    public async Task CompleteChatAsync_ErrorEventBeforeAnyChunk_IsResponseException(string contentType, string body)
    {
        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => CompleteAsync(StreamOutcome.Body(body, contentType: contentType)));

        Assert.Equal(400, (int)error.StatusCode);
        Assert.Equal("boom", error.ErrorMessage);
    }

    [Fact]
    public async Task CompleteChatAsync_ErrorEventAfterAChunk_IsErrorEvent()
    {
        var error = await Assert.ThrowsAsync<GatewayStreamException>(
            () => CompleteAsync(StreamOutcome.Body($"data: {Hel}\n\ndata: {{\"error\":{{\"message\":\"boom\",\"code\":400}}}}\n\n")));

        Assert.Equal(GatewayStreamFailure.ErrorEvent, error.Reason);
        Assert.Equal("boom", error.ErrorMessage);
        Assert.Equal("Hel", error.Partial!.Text);
    }

    [Fact]
    public async Task CompleteChatAsync_BadJsonInAnEventStream_IsMalformed_WithoutThePayload()
    {
        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => CompleteAsync(StreamOutcome.Body($"data: {Hel}\n\ndata: {{SECRET\n\ndata: [DONE]\n\n")));

        Assert.Equal(GatewayStreamFailure.Malformed, error.Reason);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    private static void Impatient(ChatGatewayOptions options) => options.Resilience.AttemptTimeout = TimeSpan.FromSeconds(15);

    private static ScriptedStep LeftOpen(string body, string contentType) => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendHeadAsync(200, ("Content-Type", contentType), ("Transfer-Encoding", "chunked"));
        await connection.SendChunkAsync(body);
        await connection.StallAsync();
    };

    private static async Task<ChatCompletion> CompleteAsync(ScriptedStep step, Action<ChatGatewayOptions>? configure = null)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(step);
        using ChatGatewayClient client = TestClient.For(server, configure);
        return await client.CompleteChatAsync(TestClient.Request());
    }
}

using System.Text;
using ChatGateway.Tests.Servers;
using Newtonsoft.Json;
using Xunit;

namespace ChatGateway.Tests.Streaming.Deviations;

/// <summary>A whole answer where a stream was asked for.</summary>
public sealed class WholeAnswerTests
{
    private const string Whole = """
        {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","reasoning_content":"Hm"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}
        """;

    private const string Tools = """
        {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}
        """;

    [Theory]
    [InlineData("application/json", Whole)]
    [InlineData("text/plain", Whole)]
    [InlineData("text/event-stream", Whole)]
    [InlineData("application/json; charset=utf-8", "\uFEFF\r\n\r\n" + Whole + "\r\n")]
    [InlineData("text/event-stream", "data: " + Whole + "\n\ndata: [DONE]\n\n")]
    [InlineData("text/event-stream", "data: " + Whole + "\n\n")]
    [InlineData("text/event-stream", "data: " + Whole)]
    [InlineData("text/event-stream", ": keep-alive\n\nevent: message\ndata:" + Whole + "\n\ndata: [DONE]\n\n")]
    [InlineData("application/json", "data: " + Whole + "\n\ndata: [DONE]\n\n")]
    public async Task WholeAnswer_BecomesChunksWithItsText(string contentType, string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(StreamOutcome.Body(body, contentType: contentType));

        outcome.AssertComplete("Hi");
        Assert.Equal("Hm", string.Concat(outcome.Chunks.Select(chunk => chunk.Reasoning)));
        ChatCompletion completion = Aggregate(outcome);
        Assert.Equal("c1", completion.Id);
        Assert.Equal("Hi", completion.Text);
        Assert.Equal("Hm", completion.Reasoning);
        Assert.Equal("stop", completion.Choices[0].FinishReason);
        Assert.Equal(3, completion.Usage!.TotalTokens);
    }

    [Theory]
    [InlineData(Tools)]
    [InlineData("data: " + Tools + "\n\ndata: [DONE]\n\n")]
    public async Task WholeAnswer_WithToolCalls_KeepsThem(string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(body);

        Assert.Null(outcome.Failure);
        ToolCall call = Assert.Single(Aggregate(outcome).Choices[0].Message.ToolCalls!);
        Assert.Equal("a f {}", $"{call.Id} {call.Function!.Name} {call.Function.Arguments}");
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("7", "7")]
    public async Task WholeAnswer_WithExtraContent_IsWrittenAsItIsRead(string extra, string? expected)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\",\"extra_content\":" + extra + "},\"finish_reason\":\"stop\"}]}");

        Assert.Null(outcome.Failure);
        ChatCompletionDelta delta = outcome.Chunks.Single(chunk => chunk.Text is "Hi").Choices[0].Delta;
        Assert.Equal(expected, delta.ExtraContent?.ToString());
        Assert.Equal(expected is not null, JsonConvert.SerializeObject(delta).Contains("extra_content", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WholeAnswer_AfterChunks_IsAnotherPiece()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");

        Assert.Null(outcome.Failure);
        Assert.Equal("Hi", Aggregate(outcome).Text);
    }

    [Theory]
    [InlineData("application/json", """{"error":{"message":"boom","code":400}}""")]
    [InlineData("text/event-stream", """{"error":{"message":"boom","code":400}}""")]
    [InlineData("application/json", """{"choices":[{"index":0,"message":{"content":""},"finish_reason":"error","error":{"message":"boom","code":400}}]}""")]
    [InlineData("application/json", """{"choices":[{"index":0,"message":{"content":""},"error":{"message":"boom","code":400}}]}""")]
    public async Task WholeError_IsResponseException(string contentType, string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(StreamOutcome.Body(body, contentType: contentType));

        GatewayResponseException failure = outcome.AssertRefused<GatewayResponseException>();
        Assert.Equal("boom", failure.ErrorMessage);
        Assert.Equal(400, (int)failure.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"SECRET"}}]} x""")]
    [InlineData("""{"choices":[{"index":-1,"message":{"content":"SECRET"}}]}""")]
    [InlineData("<html>SECRET</html>")]
    public async Task WholeBodyThatIsNoAnswer_IsProtocolException(string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(Answers.Body(200, Encoding.UTF8.GetBytes(body), "application/json"));

        Assert.DoesNotContain("SECRET", outcome.AssertRefused<GatewayProtocolException>().ToString(), StringComparison.Ordinal);
    }

    private static ChatCompletion Aggregate(StreamOutcome outcome)
    {
        var accumulator = new ChatCompletionAccumulator();
        foreach (ChatCompletionChunk chunk in outcome.Chunks) accumulator.Add(chunk);
        return accumulator.ToChatCompletion();
    }
}

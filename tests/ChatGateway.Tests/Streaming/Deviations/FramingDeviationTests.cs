using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Streaming.Deviations;

/// <summary>Framing as relays get it wrong, where the meaning is clear; and where it is not.</summary>
public sealed class FramingDeviationTests
{
    private const string One = """{"choices":[{"index":0,"delta":{"content":"one"}}]}""";
    private const string Two = """{"choices":[{"index":0,"delta":{"content":"two"}}]}""";
    private const string Last = """{"choices":[{"index":0,"delta":{"content":"last"},"finish_reason":"stop"}]}""";

    public static TheoryData<string> Accepted =>
    [
        // no blank after the colon
        $"data:{One}\n\ndata:{Two}\n\ndata:{Last}\n\ndata:[DONE]\n\n",
        // no blank line between events
        $"data: {One}\ndata: {Two}\ndata: {Last}\ndata: [DONE]\n",
        $"data:{One}\r\ndata:{Two}\r\ndata:{Last}\r\ndata:[DONE]\r\n",
        $"data: {One}\rdata: {Two}\rdata: {Last}\rdata: [DONE]\r",
        $"data: {One}\ndata: {Two}\ndata: {Last}\ndata: [DONE]",
        $"data: {One}\ndata: {Two}\n\ndata: {Last}\ndata: [DONE]\n\n",
        $"data: {One}\n: comment\ndata: {Two}\nid: 3\ndata: {Last}\n",
        $"data: {One}\n: comment\ndata: {Two}\nevent: message\ndata: {Last}",
        // several documents in one line
        $"data: {One}{Two}\n\ndata: {Last}\n\ndata: [DONE]\n\n",
        $"data: {One} {Two}\t{Last}\n\ndata: [DONE]\n\n",
        $"data: {One} {Two}{Last}[DONE]\n\n",
        $"data: {One}{Two} {Last} [DONE] \n\n",
        $"data: {One}{Two}{Last}",
        $"data: {One}{Two}\ndata: {Last}[DONE]\n",
        // a document over several lines, and another behind it
        $"data: {{\"choices\":\ndata: [{{\"index\":0,\"delta\":{{\"content\":\"one\"}}}}]}}\ndata: {Two}\ndata: {Last}\n\ndata: [DONE]\n\n",
        // data that says nothing
        $"data:\n\ndata: {One}\n\ndata: \n\ndata: {Two}\n\ndata\n\ndata: {Last}\n\ndata: [DONE]\n\n",
        $"data: : keep-alive\n\ndata: {One}\n\ndata: : OPENROUTER PROCESSING\n\ndata: {Two}\n\ndata:: PING\n\ndata: {Last}\n\ndata: [DONE]\n\n",
        // the end mark twice, with blanks, or not terminated
        $"data: {One}\n\ndata: {Two}\n\ndata: {Last}\n\ndata: [DONE]\n\ndata: [DONE]\n\n",
        $"data: {One}\n\ndata: {Two}\n\ndata: {Last}\n\ndata:  [DONE] \n\ndata: [DONE]\n\n",
        $"data: {One}\n\ndata: {Two}\n\ndata: {Last}\n\ndata: [DONE]\ndata: [DONE]\n\n",
        $"data: {One}\n\ndata: {Two}\n\ndata: {Last}\n\ndata: [DONE] [DONE]\n\n",
        $"data: {One}\n\ndata: {Two}\n\ndata: {Last}",
        // pings of any kind
        $"event: ping\ndata: {{\"type\":\"ping\"}}\n\ndata: {One}\n\nevent: ping\ndata: {One}x\n\ndata: {Two}\n\nevent: ping\ndata: pong\n\ndata: {Last}\n\ndata: [DONE]\n\n",
    ];

    public static TheoryData<string> Garbage => [$"{Two}x", $"{Two}]", $"{Two}}}", $"{Two},{Last}", $"{Two} [DONE]x", $"{Two}{{\"choices\":", $"{Two}{{not JSON}}"];

    [Theory]
    [InlineData("""{"choices":[],"cost":"0.01"}""")]
    [InlineData("""{"choices":[],"service_tier":"default","cost":"0.01"}""")]
    public async Task ChunkWithoutChoices_BehindOthers_KeepsWhatItHolds(string chunk)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {Last}\n\ndata: {chunk}\n\ndata: [DONE]\n\n");

        outcome.AssertComplete("one", "last");
        Assert.Equal("0.01", (string?)outcome.Chunks[^1].AdditionalProperties["cost"]);
    }

    [Fact]
    public async Task ChunkWithoutChoices_BeforeAll_ForbidsNoRetry()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("data: {\"choices\":[]}\n\ndata: {\"error\":{\"message\":\"boom\",\"code\":503}}\n\n");

        Assert.Equal(503, (int)Assert.IsType<GatewayResponseException>(outcome.Failure).StatusCode);
        Assert.Equal(3, outcome.Sends);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Framing_WhoseMeaningIsClear_IsAccepted(string body)
    {
        StreamOutcome whole = await StreamOutcome.OfAsync(body);
        StreamOutcome bytes = await StreamOutcome.OfAsync(body, byteByByte: true);

        whole.AssertComplete("one", "two", "last");
        bytes.AssertComplete("one", "two", "last");
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_BehindADocument_IsMalformed_NoChunkOfTheEventIsGiven(string data)
    {
        StreamOutcome later = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {data}\n\ndata: [DONE]\n\n");
        StreamOutcome first = await StreamOutcome.OfAsync($"data: {data}\n\ndata: [DONE]\n\n");

        later.AssertFailed(GatewayStreamFailure.Malformed, "one");
        first.AssertRefused<GatewayProtocolException>();
    }

    [Fact]
    public async Task EventsWithoutBlankLines_AreGivenAsTheyCome()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        int came = 0;

        StreamOutcome outcome = await StreamOutcome.OfAsync(
            Answers.EventStream(async connection =>
            {
                // the second line shows that the first is a whole event
                await connection.SendChunkAsync($"data: {One}\ndata: {Two}\n");
                await first.Task.WaitAsync(Answers.Patience);
                await connection.SendChunkAsync($"data: {Last}\n");
                await second.Task.WaitAsync(Answers.Patience);
                await connection.SendChunkAsync("data: [DONE]\n");
                await connection.EndChunkedAsync();
            }),
            options => options.Resilience.IdleTimeout = TimeSpan.FromSeconds(10),
            _ => (++came == 1 ? first : second).TrySetResult());

        outcome.AssertComplete("one", "two", "last");
    }

    [Fact]
    public async Task DoneWithoutBlankLines_EndsAtOnce()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(
            Answers.EventStream(async connection =>
            {
                await connection.SendChunkAsync($"data: {One}\ndata: {Last}\ndata: [DONE]\n\n");
                await connection.StallAsync();
            }),
            options => options.Resilience.IdleTimeout = TimeSpan.FromSeconds(10));

        outcome.AssertComplete("one", "last");
    }

    [Fact]
    public async Task DocumentsOfOneLine_AreAllGivenBeforeTheStreamGoesOn()
    {
        var both = new TaskCompletionSource();
        int came = 0;

        StreamOutcome outcome = await StreamOutcome.OfAsync(
            Answers.EventStream(async connection =>
            {
                await connection.SendChunkAsync($"data: {One}{Two}\n\n");
                await both.Task.WaitAsync(Answers.Patience);
                await connection.SendChunkAsync($"data: {Last}[DONE]\n\n");
                await connection.EndChunkedAsync();
            }),
            options => options.Resilience.IdleTimeout = TimeSpan.FromSeconds(10),
            _ =>
            {
                if (++came == 2) both.SetResult();
            });

        outcome.AssertComplete("one", "two", "last");
    }

    [Fact]
    public async Task ErrorBehindADocumentOfOneLine_IsErrorEvent()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {Two}{{\"error\":{{\"message\":\"boom\"}}}}\n\n");

        Assert.Equal("boom", outcome.AssertFailed(GatewayStreamFailure.ErrorEvent, "one", "two").ErrorMessage);
    }

    [Fact]
    public async Task NothingButSilentData_IsNoAnswer()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("data:\n\ndata: : keep-alive\n\n");

        Assert.IsType<GatewayConnectionException>(outcome.Failure);
        Assert.Equal(3, outcome.Sends);
    }
}

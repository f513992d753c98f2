using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Streaming.Rows;

/// <summary>Rows 50 to 53, 62 and 63 of the fault table: where a stream ends, and whether it is complete.</summary>
public sealed class EndRowTests
{
    private const string One = """{"choices":[{"index":0,"delta":{"content":"one"}}]}""";
    private const string Last = """{"choices":[{"index":0,"delta":{"content":" last"},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData($"data: {One}\n\ndata: {Last}\n\ndata: [DONE]")]
    [InlineData($"data: {One}\n\ndata: {Last}\n\ndata: [DONE]\n")]
    [InlineData($"data: {One}\r\n\r\ndata: {Last}\r\n\r\ndata:[DONE]\r")]
    [InlineData($"data: {One}\n\ndata: {Last}\n")]
    [InlineData($"data: {One}\n\ndata: {Last}")]
    public async Task Row50_UnterminatedMarkOrWholeJson_IsAccepted(string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(body);

        outcome.AssertComplete("one", " last");
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" last\"},\"finish_reason\":\"stop\"}]")]
    [InlineData("data: {\"choices\":[{\"ind")]
    [InlineData("data: {")]
    [InlineData("data: [DON")]
    [InlineData("data: [")]
    public async Task Row50_UnterminatedPartOfAnEvent_IsTruncated(string rest)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\n{rest}");

        outcome.AssertFailed(GatewayStreamFailure.Truncated, "one");
    }

    [Fact]
    public async Task Row50_UnterminatedJsonWithoutFinishReason_IsGivenThenTruncated()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {One}");

        outcome.AssertFailed(GatewayStreamFailure.Truncated, "one", "one");
    }

    [Theory]
    [InlineData("data: [DONE] \n\n")]
    [InlineData("data: [DONE]\t \n\n")]
    [InlineData("data:  [DONE]\n\n")]
    [InlineData("data:[DONE]\n\n")]
    [InlineData("data: [DONE]\ndata: \n\n")]
    public async Task Row51_MarkWithBlanks_IsAccepted(string mark)
    {
        // no finish reason: only the mark makes the stream complete
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\n{mark}");

        outcome.AssertComplete("one");
    }

    [Theory]
    [InlineData("[DONE]x")]
    [InlineData("[DONE")]
    [InlineData("[done]")]
    [InlineData("DONE")]
    public async Task Row51_AlmostTheMark_IsProtocolError(string data)
    {
        StreamOutcome later = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {data}\n\n");
        StreamOutcome first = await StreamOutcome.OfAsync($"data: {data}\n\n");

        later.AssertFailed(GatewayStreamFailure.Malformed, "one");
        first.AssertRefused<GatewayProtocolException>();
    }

    [Fact]
    public async Task Row52_DoneWithTheSocketOpen_EndsAtOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Last}\n\ndata: [DONE]\n\n");
            await connection.StallAsync();
        }));
        // a clock that stands still: nothing may wait for it
        using ChatGatewayClient client = TestClient.For(server, options => options.TimeProvider = new StoppedTime());

        List<ChatCompletionChunk> chunks = await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync();

        Assert.Single(chunks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task Row52_KeepAlivesAfterDone_CloseTheConnection_AndHoldNobodyUp(int everyMilliseconds)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            try
            {
                await connection.SendChunkAsync($"data: {Last}\n\ndata: [DONE]\n\n");
                while (true)
                {
                    await connection.SendChunkAsync(": ping\n\n");
                    if (everyMilliseconds > 0) await Task.Delay(TimeSpan.FromMilliseconds(everyMilliseconds), TimeProvider.System);
                }
            }
            finally
            {
                gone.SetResult();
            }
        }));
        // the limits of a stream are not what ends this one
        using ChatGatewayClient client = TestClient.For(server);

        Assert.Single(await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        await gone.Task.WaitAsync(Answers.Patience);
    }

    [Theory]
    [InlineData($"data: {One}\n\n")]
    [InlineData("data: {not JSON\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"late\"}}\n\n")]
    [InlineData("event: error\ndata: late\n\n")]
    [InlineData("data: [DONE]\n\ndata: [DONE]\n\n")]
    [InlineData("<html>oops</html>")]
    public async Task Row53_AnythingAfterDone_IsIgnored(string after)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\ndata: [DONE]\n\n{after}");

        outcome.AssertComplete("one");
    }

    [Fact]
    public async Task Row62_CleanEndWithoutFinishReason_IsTruncated()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(ScriptedServer.Sse(One));

        outcome.AssertFailed(GatewayStreamFailure.Truncated, "one");
    }

    [Fact]
    public async Task Row62_CleanEndAfterTheFinishReason_IsComplete()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(ScriptedServer.Sse(One, Last));

        outcome.AssertComplete("one", " last");
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"},{"index":1,"delta":{"content":"b"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":""}]}""")]
    public async Task Row62_CleanEndWithAChoiceUnfinished_IsTruncated(string chunk)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(ScriptedServer.Sse(chunk));

        outcome.AssertFailed(GatewayStreamFailure.Truncated, "a");
    }

    [Fact]
    public async Task Row63_CloseDelimitedEndWithoutFinishReason_IsTruncated()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(CloseDelimited($"data: {One}\n\n"));

        outcome.AssertFailed(GatewayStreamFailure.Truncated, "one");
    }

    [Fact]
    public async Task Row63_CloseDelimitedEndAfterTheFinishReason_IsComplete()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(CloseDelimited($"data: {One}\n\ndata: {Last}\n\n"));

        outcome.AssertComplete("one", " last");
    }

    // neither a length nor chunking: nothing but the connection's end tells where the body ends
    private static ScriptedStep CloseDelimited(string body) => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendHeadAsync(200, ("Content-Type", "text/event-stream"), ("Connection", "close"));
        await connection.SendAsync(body);
        await connection.CloseAsync();
    };
}

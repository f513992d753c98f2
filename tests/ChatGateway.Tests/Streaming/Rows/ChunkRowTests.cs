using Xunit;

namespace ChatGateway.Tests.Streaming.Rows;

/// <summary>Rows 58, 59 and 61 of the fault table: chunks that lack something, or come in another order.</summary>
public sealed class ChunkRowTests
{
    private const string One = """{"choices":[{"index":0,"delta":{"content":"one"}}]}""";
    private const string Last = """{"choices":[{"index":0,"delta":{"content":" last"},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData("""{"id":"c1","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""")]
    [InlineData("""{"id":"c1","choices":null,"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""")]
    [InlineData("""{"id":"c1","usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""")]
    public async Task Row58_UsageChunkWithoutChoices_IsFine(string usage)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {Last}\n\ndata: {usage}\n\ndata: [DONE]\n\n");

        outcome.AssertComplete("one", " last");
        Assert.Equal(3, outcome.Chunks[^1].Usage!.TotalTokens);
        Assert.Empty(outcome.Chunks[^1].Choices);
        Assert.Null(outcome.Chunks[^1].Text);
    }

    [Theory]
    [InlineData("""{"id":"c1","choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"start_offset":0}}]}""")]
    [InlineData("""{"id":"c1","choices":[{"index":0,"delta":null}]}""")]
    [InlineData("""{"id":"c1","choices":[{"index":0,"delta":{}}]}""")]
    public async Task Row59_MissingDelta_IsFine(string chunk)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {chunk}\n\ndata: {One}\n\ndata: {chunk}\n\ndata: {Last}\n\ndata: [DONE]\n\n");

        outcome.AssertComplete("one", " last");
        Assert.Equal(4, outcome.Chunks.Count);
        Assert.Null(outcome.Chunks[0].Choices[0].Delta.Text);
    }

    [Fact]
    public async Task Row59_FinishReasonWithoutDelta_CompletesTheStream()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"data: {One}\n\ndata: {{\"choices\":[{{\"index\":0,\"finish_reason\":\"stop\"}}]}}\n\n");

        outcome.AssertComplete("one");
    }

    [Fact]
    public async Task Row61_ToolIndicesOutOfOrder_Merge()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("""
            data: {"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":2,"id":"c","type":"function","function":{"name":"h","arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\""}},{"index":2,"function":{"arguments":"{}"}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"[]"}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """);
        var accumulator = new ChatCompletionAccumulator();
        foreach (ChatCompletionChunk chunk in outcome.Chunks) accumulator.Add(chunk);

        IReadOnlyList<ToolCall> calls = accumulator.ToChatCompletion().Choices[0].Message.ToolCalls!;

        Assert.Null(outcome.Failure);
        Assert.Equal(["a f {\"x\":1}", "b g []", "c h {}"], calls.Select(call => $"{call.Id} {call.Function!.Name} {call.Function.Arguments}"));
    }
}

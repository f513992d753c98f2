using Microsoft.Extensions.AI;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>What other adapters do wrong.</summary>
public sealed class KnownDefectTests
{
    [Fact]
    public async Task Refusal_StreamedWithoutTools_IsNotDropped()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.SampleAsync("refusal.sse");

        ErrorContent error = Assert.Single(updates.Contents<ErrorContent>());
        Assert.Equal(("I'm sorry, I can't assist.", "Refusal"), (error.Message, error.ErrorCode));
        Assert.NotNull(Assert.Single(updates.ToChatResponse().Messages[0].Contents.OfType<ErrorContent>()));
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Reasoning_UnderEitherName_IsRead(string member)
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.DeltasAsync("stop", $$"""{"{{member}}":"be"}""", $$"""{"{{member}}":"cause","content":null}""", """{"content":"Hi"}""", "{}");

        Assert.Equal(["be", "cause"], updates.Contents<TextReasoningContent>().Select(content => content.Text));
        Assert.Equal("because", updates.ToChatResponse().Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal("Hi", updates.ToChatResponse().Text);
    }

    [Theory]
    [InlineData("""{"tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":"{\"a\""}}]}""", """{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}""")]
    public async Task ToolCall_InTheFinalChunk_IsNotDropped(params string[] deltas)
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.DeltasAsync("tool_calls", deltas);

        FunctionCallContent call = Assert.Single(updates.Contents<FunctionCallContent>());
        Assert.Equal(("t", "f", "1"), (call.CallId, call.Name, call.Arguments!["a"]!.ToString()));
    }

    [Fact]
    public async Task ToolCall_InTheFinalChunkOfOllama_IsNotDropped() =>
        Assert.NotEmpty((await AdapterProbe.SampleAsync("ollama-whole-tool-call.sse")).Contents<FunctionCallContent>());

    [Fact]
    public async Task FunctionCalls_Streamed_HaveTheMessagesId()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.SampleAsync("tool-call-split-arguments.sse");

        ChatResponseUpdate update = Assert.Single(updates, update => update.Contents.OfType<FunctionCallContent>().Any());
        Assert.False(string.IsNullOrEmpty(update.MessageId));
        Assert.Equal(updates[0].MessageId, update.MessageId);
        Assert.Equal(update.MessageId, update.ResponseId);
    }

    [Theory]
    [InlineData("eos_token")]
    [InlineData("insufficient_system_resource")]
    [InlineData("COMPLETE")]
    public async Task FinishReason_Odd_PassesThrough(string reason)
    {
        Assert.Equal(reason, (await AdapterProbe.SaidAsync("""{"content":"Hi"}""", reason)).FinishReason!.Value.Value);
        Assert.Equal(reason, (await AdapterProbe.DeltasAsync(reason, """{"content":"Hi"}""")).ToChatResponse().FinishReason!.Value.Value);
    }

    [Fact]
    public async Task Usage_Cumulative_IsNotSummed()
    {
        List<ChatResponseUpdate> updates = await AdapterProbe.StreamedAsync(
            """{"id":"a","choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}""",
            """{"id":"a","choices":[{"index":0,"delta":{"content":"b"}}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}""",
            """{"id":"a","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":1}}}""");

        UsageContent usage = Assert.Single(updates.Contents<UsageContent>());
        Assert.IsType<TokenUsage>(usage.RawRepresentation);
        UsageDetails total = updates.ToChatResponse().Usage!;
        Assert.Equal((5, 3, 8, 4, 1), (total.InputTokenCount, total.OutputTokenCount, total.TotalTokenCount, total.CachedInputTokenCount, total.ReasoningTokenCount));
    }
}

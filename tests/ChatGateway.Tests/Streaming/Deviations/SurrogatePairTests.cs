using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Streaming.Deviations;

/// <summary>A character outside the basic plane whose halves come in two chunks: no consumer sees half of it.</summary>
public sealed class SurrogatePairTests
{
    public static TheoryData<string> Members => ["content", "reasoning_content", "reasoning", "refusal"];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Pair_SplitOverTwoChunks_ComesWithTheSecond(string member)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("""
            data: {"choices":[{"index":0,"delta":{"MEMBER":"a\ud83d"}}]}

            data: {"choices":[{"index":0,"delta":{"MEMBER":"\ude00b"}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """.Replace("MEMBER", member, StringComparison.Ordinal));

        Assert.Null(outcome.Failure);
        Assert.Equal(["a", "😀b"], Pieces(outcome, 0, member));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Pair_WhoseHalfIsAWholeChunk_ComesWithTheNext(string member)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("""
            data: {"choices":[{"index":0,"delta":{"MEMBER":"\ud83d"}}]}

            data: {"choices":[{"index":0,"delta":{"MEMBER":""}}]}

            data: {"choices":[],"usage":{"total_tokens":1}}

            data: {"choices":[{"index":0,"delta":{"MEMBER":"\ude00"},"finish_reason":"stop"}]}

            data: [DONE]


            """.Replace("MEMBER", member, StringComparison.Ordinal));

        Assert.Null(outcome.Failure);
        Assert.Equal(["😀"], Pieces(outcome, 0, member));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Half_NeverCompleted_ComesOutUnchanged(string member)
    {
        // before another character, before another half, at the end
        StreamOutcome outcome = await StreamOutcome.OfAsync("""
            data: {"choices":[{"index":0,"delta":{"MEMBER":"a\ud83d"}}]}

            data: {"choices":[{"index":0,"delta":{"MEMBER":"b\ud83d"}}]}

            data: {"choices":[{"index":0,"delta":{"MEMBER":"\ud83d"}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """.Replace("MEMBER", member, StringComparison.Ordinal));

        Assert.Null(outcome.Failure);
        Assert.Equal(Codes("a\ud83db\ud83d\ud83d"), Codes(string.Concat(Pieces(outcome, 0, member))));
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\ud83d\"},\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\ud83d\"}}]}\n\ndata: [DONE]\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\ud83d\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\\ud83d\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")]
    public async Task Half_AtTheEnd_ComesOutUnchanged(string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(body);

        Assert.Null(outcome.Failure);
        Assert.Equal(Codes("a\ud83d"), Codes(string.Concat(outcome.Texts)));
    }

    [Fact]
    public async Task Half_BeforeTheStreamBreaks_IsInItsPartialAnswer()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("""
            data: {"choices":[{"index":0,"delta":{"content":"a\ud83d"}}]}


            """);

        var error = Assert.IsType<GatewayStreamException>(outcome.Failure);
        Assert.Equal(GatewayStreamFailure.Truncated, error.Reason);
        Assert.Equal(Codes("a\ud83d"), Codes(error.Partial!.Text!));
    }

    [Fact]
    public async Task Pairs_OfTwoInterleavedChoices_DoNotMix()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("""
            data: {"choices":[{"index":0,"delta":{"content":"a\ud83d"}}]}

            data: {"choices":[{"index":1,"delta":{"content":"b\ud83d"}}]}

            data: {"choices":[{"index":0,"delta":{"content":"\ude00"}}]}

            data: {"choices":[{"index":1,"delta":{"content":"\ude42"},"finish_reason":"stop"},{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """);

        Assert.Null(outcome.Failure);
        Assert.Equal(["a", "😀"], Pieces(outcome, 0, "content"));
        Assert.Equal(["b", "🙂"], Pieces(outcome, 1, "content"));
    }

    [Fact]
    public async Task Halves_OfTwoMembersOfOneChoice_DoNotMix()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("""
            data: {"choices":[{"index":0,"delta":{"reasoning_content":"\ud83d"}}]}

            data: {"choices":[{"index":0,"delta":{"content":"\ud83d"}}]}

            data: {"choices":[{"index":0,"delta":{"reasoning_content":"\ude42","content":"\ude00"},"finish_reason":"stop"}]}

            data: [DONE]


            """);

        Assert.Null(outcome.Failure);
        Assert.Equal(["🙂"], Pieces(outcome, 0, "reasoning_content"));
        Assert.Equal(["😀"], Pieces(outcome, 0, "content"));
    }

    [Fact]
    public async Task Pair_InOneChunk_IsNotHeldBack()
    {
        var first = new TaskCompletionSource();

        StreamOutcome outcome = await StreamOutcome.OfAsync(
            Answers.EventStream(async connection =>
            {
                await connection.SendChunkAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\ud83d\\ude00\"}}]}\n\n");
                await first.Task.WaitAsync(Answers.Patience);
                await connection.SendChunkAsync("data: [DONE]\n\n");
                await connection.EndChunkedAsync();
            }),
            chunkCame: _ => first.TrySetResult());

        outcome.AssertComplete("a😀");
    }

    /// <summary>One choice's pieces that are not empty; none may end, or begin, inside a pair that was completed.</summary>
    private static string[] Pieces(StreamOutcome outcome, int index, string member) =>
    [
        .. outcome.Chunks.SelectMany(chunk => chunk.Choices).Where(choice => choice.Index == index)
            .Select(choice => member switch
            {
                "content" => choice.Delta.Text,
                "reasoning_content" => choice.Delta.ReasoningContent,
                "reasoning" => choice.Delta.ReasoningText,
                _ => choice.Delta.Refusal,
            })
            .Where(text => !string.IsNullOrEmpty(text)).Select(text => text!),
    ];

    // a message with half a pair in it could not be printed
    private static string Codes(string text) => string.Join(' ', text.Select(unit => ((int)unit).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)));
}

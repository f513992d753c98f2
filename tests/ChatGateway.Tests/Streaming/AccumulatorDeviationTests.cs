using ChatGateway.Tests.Wire;
using Xunit;

namespace ChatGateway.Tests.Streaming;

/// <summary>Pieces that servers send otherwise than OpenAI: what they say is kept when they are put together.</summary>
public sealed class AccumulatorDeviationTests
{
    [Fact]
    public void PartsOfOtherKinds_AreKeptBetweenTheTexts()
    {
        ChatCompletionMessage message = Message(
            """{"content":"S"}""",
            """{"content":[{"type":"text","text":"ee "},{"type":"image_url","image_url":{"url":"data:a"}},{"type":"text","text":"and "}]}""",
            """{"content":"that"}""",
            """{"content":[{"type":"reference","reference_ids":[1]},{"type":"refusal","refusal":"no"}]}""");

        Assert.Equal("See and that", message.Text);
        Assert.Equal(["text", "image_url", "text", "reference"], message.Content!.Parts.Select(part => part.Type.ToString()));
        Assert.Equal(["See ", null, "and that", null], message.Content.Parts.Select(part => part.TextContent));
        Assert.Equal("no", message.Refusal);
    }

    [Fact]
    public void MembersThatNoTypeDeclares_OfNestedObjects_AreKept()
    {
        var accumulator = new ChatCompletionAccumulator();
        accumulator.Add(Read("""{"choices":[{"index":0,"logprobs":{"content":[],"lp":1},"delta":{"audio":{"id":"a","au":1},"function_call":{"name":"f","fc":1},"tool_calls":[{"index":0,"id":"t","function":{"name":"f","thought_signature":"SIG"}},{"index":1,"id":"c","custom":{"name":"q","cu":1}}]}}]}"""));
        accumulator.Add(Read("""{"choices":[{"index":0,"delta":{"audio":{"data":""},"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}]}"""));
        ChatCompletionChoice choice = accumulator.ToChatCompletion().Choices[0];

        Assert.Equal("SIG", (string?)choice.Message.ToolCalls![0].Function!.AdditionalProperties["thought_signature"]);
        Assert.Equal("{}", choice.Message.ToolCalls[0].Function!.Arguments);
        Assert.Equal(1, (int)choice.Message.ToolCalls[1].Custom!.AdditionalProperties["cu"]);
        Assert.Equal(1, (int)choice.Message.FunctionCall!.AdditionalProperties["fc"]);
        Assert.Equal(1, (int)choice.Message.Audio!.AdditionalProperties["au"]);
        Assert.Equal(1, (int)choice.Logprobs!.AdditionalProperties["lp"]);
    }

    [Theory]
    [InlineData("""{"reasoning_content":"","reasoning":"Because"}""")]
    [InlineData("""{"reasoning_content":"","content":[{"type":"thinking","thinking":[{"type":"text","text":"Because"}]}]}""")]
    public void EmptyReasoning_HidesNoOther(string delta)
    {
        Assert.Equal("Because", Read($$"""{"choices":[{"index":0,"delta":{{delta}}}]}""").Choices[0].Delta.Reasoning);
        Assert.Equal("Because", Message(delta).Reasoning);
    }

    [Fact]
    public void EmptyRole_IsNoRole() => Assert.Equal("assistant", Message("""{"role":""}""", """{"role":"assistant","content":"a"}""").Role);

    [Theory]
    // in one delta or two, with an empty id, another one, or the same one for all
    [InlineData("""{"tool_calls":[{"index":0,"id":"","function":{"name":"f","arguments":"{\"a\":1}"}},{"index":0,"id":"","function":{"name":"g","arguments":"{\"b\":2}"}}]}""")]
    [InlineData("""{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\"a\":1}"}}]}""", """{"tool_calls":[{"index":0,"function":{"name":"g","arguments":"{\"b\":2}"}}]}""")]
    [InlineData("""{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\"a\":1}"}}]}""", """{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"{\"b\":2}"}}]}""")]
    [InlineData("""{"tool_calls":[{"id":"call_0","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"call_0","function":{"name":"g","arguments":"{\"b\":2}"}}]}""")]
    [InlineData("""{"tool_calls":[{"index":0,"function":{"name":"f","arguments":""}}]}""", """{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":1}"}}]}""", """{"tool_calls":[{"index":0,"function":{"name":"g","arguments":""}}]}""", """{"tool_calls":[{"index":0,"function":{"arguments":"{\"b\":2}"}}]}""")]
    public void ToolCallsThatShareANumber_StayApart(params string[] deltas)
    {
        Assert.Equal([("f", """{"a":1}"""), ("g", """{"b":2}""")], Calls(deltas));
    }

    [Fact]
    public void ToolCallsOfOneFunctionThatShareANumber_StayApart() => Assert.Equal(
        [("w", """{"c":"Oslo"}"""), ("w", """{"c":"Rome"}""")],
        Calls(
            """{"tool_calls":[{"index":0,"function":{"name":"w","arguments":"{\"c\":\"Oslo\"}"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"name":"w","arguments":"{\"c\":"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"\"Rome\"}"}}]}"""));

    [Fact]
    public void ToolCallWhosePiecesRepeatTheName_IsOneCall() => Assert.Equal(
        [("w", """{"c":{"d":"}"},"e":"{}{"}""")],
        Calls(
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"{}"}}]}""",
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"\n"}}]}""",
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"{\"c\":{\"d\":\"}\"}"}}]}""",
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":",\"e\":\"{}"}}]}""",
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"{\"}"}}]}"""));

    [Fact]
    public void ToolCallOfAnId_ThatIsNumberedLater_IsOneCall() => Assert.Equal(
        [("w", """{"a":1}""")],
        Calls(
            """{"tool_calls":[{"id":"a","function":{"name":"w","arguments":""}}]}""",
            """{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{\"a\":"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}"""));

    [Fact]
    public void ToolCallNumberedOnlyLater_IsOneCall()
    {
        ChatCompletionMessage message = Message(
            """{"tool_calls":[{"id":"call_1","function":{"name":"f","arguments":""}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}""");

        ToolCall call = Assert.Single(message.ToolCalls!);
        Assert.Equal(("call_1", "f", """{"a":1}"""), (call.Id, call.Function!.Name, call.Function.Arguments));
    }

    [Fact]
    public void PieceWithoutIdAndIndex_ContinuesTheCallOfThePieceBefore()
    {
        ChatCompletionMessage message = Message(
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f"}},{"index":1,"id":"b","function":{"name":"g"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"{"}}]}""",
            """{"tool_calls":[{"function":{"arguments":"}"}}]}""");

        Assert.Equal(["{}", ""], message.ToolCalls!.Select(call => call.Function!.Arguments));
    }

    [Fact]
    public void EmptyArgumentsObject_MakesRoomForWhatFollows()
    {
        ChatCompletionMessage message = Message(
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":{}}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":1}"}}]}""");

        Assert.Equal("""{"a":1}""", message.ToolCalls![0].Function!.Arguments);
    }

    [Fact]
    public void NameRepeatedOnEveryPiece_IsTakenOnce()
    {
        ChatCompletionMessage message = Message(
            """{"function_call":{"name":"get","arguments":"{"}}""",
            """{"function_call":{"name":"get","arguments":"}"}}""");

        Assert.Equal(("get", "{}"), (message.FunctionCall!.Name, message.FunctionCall.Arguments));
    }

    [Fact]
    public async Task MessageInPlaceOfADelta_IsNotTakenFromTheChunkBefore()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync("""
            data: {"id":"a","choices":[{"index":0,"message":{"content":"A"}}]}

            data: {"id":"a","choices":[{"index":0,"message":{"content":"B"}}]}

            data: [DONE]


            """);

        outcome.AssertComplete("A", "B");
        Assert.Equal(["A", "B"], outcome.Chunks.Select(chunk => chunk.Choices[0].Message?.Text));
    }

    private static IEnumerable<(string?, string?)> Calls(params string[] deltas) =>
        Message(deltas).ToolCalls!.Select(call => (call.Function!.Name, call.Function.Arguments));

    private static ChatCompletionMessage Message(params string[] deltas)
    {
        var accumulator = new ChatCompletionAccumulator();
        foreach (string delta in deltas) accumulator.Add(Read($$"""{"choices":[{"index":0,"delta":{{delta}}}]}"""));
        return accumulator.ToChatCompletion().Choices[0].Message;
    }

    private static ChatCompletionChunk Read(string json) => (ChatCompletionChunk)WireTypes.Read(typeof(ChatCompletionChunk), json);
}

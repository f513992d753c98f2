using ChatGateway.Tests.Wire;
using Xunit;

namespace ChatGateway.Tests.Streaming;

/// <summary>What becomes of each member of the chunks when they are put together.</summary>
public sealed class AccumulatorMemberTests
{
    // pieces, and the usage's total expected
    public static TheoryData<string[], int?> Usages => new()
    {
        { ["""{"usage":{"total_tokens":1}}""", """{"choices":[]}"""], 1 },
        { ["""{"usage":{"total_tokens":1}}""", """{"usage":null}"""], 1 },
        { ["""{"usage":{"total_tokens":1}}""", """{"usage":{"total_tokens":2}}"""], 2 },
        { ["""{"choices":[{"index":0,"delta":{},"usage":{"total_tokens":1}}]}""", """{"choices":[{"index":0,"delta":{}}]}"""], 1 },
        { ["""{"usage":{"total_tokens":1}}""", """{"choices":[{"index":0,"delta":{},"usage":{"total_tokens":2}}]}"""], 2 },
        { ["""{"choices":[{"index":0,"delta":{},"usage":{"total_tokens":1}}]}""", """{"usage":{"total_tokens":2}}"""], 2 },
        { ["""{"x_groq":{"id":"g"}}""", """{"x_groq":{"usage":{"total_tokens":1}}}"""], 1 },
        { ["""{"x_groq":{"usage":{"total_tokens":1}}}""", """{"usage":{"total_tokens":2}}"""], 2 },
        { ["""{"usage":{"total_tokens":1}}""", """{"x_groq":{"usage":{"total_tokens":2}}}"""], 2 },
        { ["""{"choices":[]}"""], null },
    };

    [Theory]
    [MemberData(nameof(Usages))]
    public void Usage_TheLastWins_WhereverItStands(string[] chunks, int? expected) => Assert.Equal(expected, Accumulate(chunks).Usage?.TotalTokens);

    [Fact]
    public void Texts_OfEachKind_AreJoined()
    {
        ChatCompletionMessage message = Accumulate(
            """{"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":"No","reasoning_content":"H","reasoning":"r"}}]}""",
            """{"choices":[{"index":0,"delta":{"role":"user","content":"a","refusal":null,"reasoning_content":"m","reasoning":""}}]}""",
            """{"choices":[{"index":0,"delta":{"content":null,"refusal":"pe","reasoning_content":null,"reasoning":"s"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"b"},{"type":"text","text":"c"}]}}]}""").Choices[0].Message;

        Assert.Equal("abc", message.Text);
        Assert.Equal("Nope", message.Refusal);
        Assert.Equal("Hm", message.ReasoningContent);
        Assert.Equal("rs", message.ReasoningText);
        Assert.Equal("assistant", message.Role);
    }

    [Fact]
    public void ThinkingParts_AreReasoning()
    {
        ChatCompletion completion = Accumulate(
            """{"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Two and "}]}]}}]}""",
            """{"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"two."}]},{"type":"text","text":"4"}]}}]}""");

        Assert.Equal("Two and two.", completion.Reasoning);
        Assert.Equal("4", completion.Text);
    }

    [Fact]
    public void MessageWithoutText_HasNone()
    {
        ChatCompletionMessage message = Accumulate("""{"choices":[{"index":0,"delta":{"content":"","refusal":"","tool_calls":[]}}]}""").Choices[0].Message;

        Assert.Null(message.Text);
        Assert.Null(message.Refusal);
        Assert.Null(message.ToolCalls);
        Assert.Equal("assistant", message.Role);
    }

    [Theory]
    // each piece is base64 by itself: "Hel" + "lo"
    [InlineData("SGVs", "bG8=", "SGVsbG8=")]
    [InlineData("SA==", "aQ==", "SGk=")]
    // one base64 text, cut anywhere
    [InlineData("SGVsb", "G8=", "SGVsbG8=")]
    public void Audio_Pieces_AreJoined(string first, string second, string expected)
    {
        MessageAudio audio = Accumulate(
            """{"choices":[{"index":0,"delta":{"audio":{"id":"audio_1","transcript":"Hel"}}}]}""",
            """{"choices":[{"index":0,"delta":{"audio":{"data":"DATA"}}}]}""".Replace("DATA", first, StringComparison.Ordinal),
            """{"choices":[{"index":0,"delta":{"audio":{"data":"DATA","transcript":"lo"}}}]}""".Replace("DATA", second, StringComparison.Ordinal),
            """{"choices":[{"index":0,"delta":{"audio":{"id":null,"expires_at":1767262800}}}]}""").Choices[0].Message.Audio!;

        Assert.Equal("audio_1", audio.Id);
        Assert.Equal("Hello", audio.Transcript);
        Assert.Equal(1767262800, audio.ExpiresAt);
        Assert.Equal(expected, audio.Data);
    }

    [Fact]
    public void Logprobs_OfEachKind_AreJoined()
    {
        ChoiceLogprobs logprobs = Accumulate(
            """{"choices":[{"index":0,"delta":{},"logprobs":{"content":[{"token":"a","logprob":-1}],"refusal":[]}}]}""",
            """{"choices":[{"index":0,"delta":{},"logprobs":null}]}""",
            """{"choices":[{"index":0,"delta":{},"logprobs":{"content":null,"refusal":[{"token":"n"}],"reasoning_content":[{"token":"r"}]}}]}""",
            """{"choices":[{"index":0,"delta":{},"logprobs":{"content":[{"token":"b"},{"token":"c"}]}}]}""").Choices[0].Logprobs!;

        Assert.Equal(["a", "b", "c"], logprobs.Content!.Select(token => token.Token));
        Assert.Equal(["n"], logprobs.Refusal!.Select(token => token.Token));
        Assert.Equal(["r"], logprobs.ReasoningContent!.Select(token => token.Token));
    }

    [Fact]
    public void Head_TheLastThatSaysSomethingWins()
    {
        ChatCompletion completion = Accumulate(
            """{"id":"","object":"","created":0,"model":"","choices":[]}""",
            """{"id":"c1","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp","service_tier":"default","choices":[]}""",
            """{"id":"","created":0,"model":"","system_fingerprint":null,"choices":[]}""",
            """{"id":null,"model":"m-2025","choices":[]}""");

        Assert.Equal(("c1", 5, "m-2025", "fp"), (completion.Id, completion.Created, completion.Model, completion.SystemFingerprint));
        Assert.Equal("default", completion.ServiceTier);
        Assert.Equal("chat.completion", completion.Object);
    }

    [Fact]
    public void UndeclaredMembers_AreKeptWhereTheyStood()
    {
        ChatCompletion completion = Accumulate(
            """{"provider":"A","keep":1,"choices":[{"index":0,"c":1,"delta":{"d":1,"tool_calls":[{"index":0,"id":"a","t":1,"extra_content":{"google":{"thought_signature":"sig"}},"function":{"name":"f"}}]}}]}""",
            """{"provider":"B","keep":null,"choices":[{"index":0,"c":2,"delta":{"d":null,"e":[1],"tool_calls":[{"index":0,"u":{"x":2},"function":{"arguments":"{}"}}]}}]}""");

        ChatCompletionChoice choice = completion.Choices[0];
        ToolCall call = choice.Message.ToolCalls![0];
        Assert.Equal("keep=1 provider=\"B\"", Describe(completion.AdditionalProperties));
        Assert.Equal("c=2", Describe(choice.AdditionalProperties));
        Assert.Equal("d=1 e=[1]", Describe(choice.Message.AdditionalProperties));
        Assert.Equal("t=1 u={\"x\":2}", Describe(call.AdditionalProperties));
        Assert.Equal("sig", (string?)call.ExtraContent!["google"]!["thought_signature"]);
    }

    [Fact]
    public void Lists_AreAppended()
    {
        ChatCompletionMessage message = Accumulate(
            """{"choices":[{"index":0,"delta":{"annotations":[{"type":"a"}],"reasoning_details":[{"type":"r","text":"1"}]}}]}""",
            """{"choices":[{"index":0,"delta":{"annotations":[],"reasoning_details":[{"type":"r","text":"2"}]}}]}""",
            """{"choices":[{"index":0,"delta":{"annotations":[{"type":"b"}],"reasoning_details":null}}]}""").Choices[0].Message;

        Assert.Equal(["a", "b"], message.Annotations!.Select(annotation => annotation.Type));
        Assert.Equal(["1", "2"], message.ReasoningDetails!.Select(detail => detail.Text));
    }

    [Fact]
    public void CustomAndLegacyCalls_AreJoined()
    {
        ChatCompletionMessage message = Accumulate(
            """{"choices":[{"index":0,"delta":{"function_call":{"name":"f","arguments":"{"},"tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"sql","input":"SELECT"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"function_call":{"arguments":"}"},"tool_calls":[{"index":0,"custom":{"input":" 1"}}]}}]}""").Choices[0].Message;

        Assert.Equal("f {}", $"{message.FunctionCall!.Name} {message.FunctionCall.Arguments}");
        Assert.Equal("a custom sql SELECT 1", $"{message.ToolCalls![0].Id} {message.ToolCalls[0].Type} {message.ToolCalls[0].Custom!.Name} {message.ToolCalls[0].Custom!.Input}");
    }

    [Fact]
    public void Choices_AreSortedByIndex_AndWithoutOneByPosition()
    {
        ChatCompletion completion = Accumulate(
            """{"choices":[{"index":2,"delta":{"content":"c"}},{"index":0,"delta":{"content":"a"}}]}""",
            """{"choices":[{"delta":{"content":"A"}},{"delta":{"content":"b"}}]}""");

        Assert.Equal(["0 aA", "1 b", "2 c"], completion.Choices.Select(choice => $"{choice.Index} {choice.Message.Text}"));
    }

    [Theory]
    [InlineData(false, """{"choices":[]}""")]
    [InlineData(false, """{"choices":[{"index":0,"delta":{},"finish_reason":""}]}""")]
    [InlineData(false, """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"},{"index":1,"delta":{}}]}""")]
    [InlineData(true, """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"},{"index":1,"delta":{},"finish_reason":"length"}]}""")]
    [InlineData(true, """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""", """{"choices":[{"index":0,"delta":{},"finish_reason":null}]}""")]
    public void IsFinished_NeedsAReasonOnEveryChoice(bool expected, params string[] chunks)
    {
        var accumulator = new ChatCompletionAccumulator();
        foreach (string chunk in chunks) accumulator.Add(Read(chunk));

        Assert.Equal(expected, accumulator.IsFinished);
    }

    private static ChatCompletion Accumulate(params string[] chunks)
    {
        var accumulator = new ChatCompletionAccumulator();
        foreach (string chunk in chunks) accumulator.Add(Read(chunk));
        return accumulator.ToChatCompletion();
    }

    private static ChatCompletionChunk Read(string json) => (ChatCompletionChunk)WireTypes.Read(typeof(ChatCompletionChunk), json);

    private static string Describe(IReadOnlyDictionary<string, Newtonsoft.Json.Linq.JToken> members) => string.Join(
        ' ', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value.ToString(Newtonsoft.Json.Formatting.None)}"));
}

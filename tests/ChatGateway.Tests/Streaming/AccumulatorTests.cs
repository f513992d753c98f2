using ChatGateway.Tests.Wire;
using Xunit;

namespace ChatGateway.Tests.Streaming;

public sealed class AccumulatorTests
{
    // pieces of choice 0's tool calls, and the calls expected, as id:arguments
    public static TheoryData<string[], string[]> ToolCalls => new()
    {
        { ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"function":{"arguments":"}"}}"""], ["a:{}"] },
        { ["""{"index":1,"id":"b","function":{"name":"g"}}""", """{"index":0,"id":"a","function":{"name":"f"}}"""], ["a:", "b:"] },
        // every call numbered 0, interleaved, told apart by id
        { ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":"b","function":{"name":"g","arguments":"["}}""", """{"index":0,"id":"a","function":{"arguments":"}"}}""", """{"index":0,"id":"b","function":{"arguments":"]"}}"""], ["a:{}", "b:[]"] },
        // an index that comes late
        { ["""{"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":"a","function":{"arguments":"}"}}"""], ["a:{}"] },
        // neither index nor id
        { ["""{"function":{"name":"f","arguments":"1"}}""", """{"function":{"arguments":"2"}}""", """{"id":"","function":{"name":"g","arguments":"3"}}"""], [":12", ":3"] },
        { ["""{"index":0,"id":"a","function":{"name":"f","arguments":{"x":1}}}"""], ["""a:{"x":1}"""] },
        // the id comes with a later piece, or again with each, or as null or empty text with the rest
        { ["""{"index":0,"function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":"a","function":{"arguments":"}"}}"""], ["a:{}"] },
        { ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":"a","function":{"name":"f","arguments":"}"}}"""], ["a:{}"] },
        { ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":null,"function":{"name":null,"arguments":"}"}}"""], ["a:{}"] },
        { ["""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":0,"id":"","function":{"name":"","arguments":"}"}}"""], ["a:{}"] },
        // by index alone: an id that never comes, or stays empty
        { ["""{"index":0,"function":{"name":"f","arguments":"1"}}""", """{"index":1,"function":{"name":"g","arguments":"2"}}""", """{"index":0,"function":{"arguments":"3"}}"""], [":13", ":2"] },
        { ["""{"index":0,"id":"","function":{"name":"f","arguments":"1"}}""", """{"index":1,"id":"","function":{"name":"g","arguments":"2"}}""", """{"index":1,"id":"","function":{"arguments":"3"}}"""], [":1", ":23"] },
        // by id alone
        { ["""{"id":"a","function":{"name":"f","arguments":"1"}}""", """{"id":"b","function":{"name":"g","arguments":"2"}}""", """{"id":"a","function":{"arguments":"3"}}"""], ["a:13", "b:2"] },
        { ["""{"id":"a","function":{"name":"f","arguments":"1"}}""", """{"id":"b","function":{"name":"f","arguments":"2"}}""", """{"function":{"arguments":"3"}}"""], ["a:1", "b:23"] },
        // one name after another in one delta, as whole calls without index (Gemini)
        { ["""{"id":"","function":{"name":"f","arguments":"1"}},{"id":"b","function":{"name":"g","arguments":"2"}}"""], [":1", "b:2"] },
        { ["""{"function":{"name":"f","arguments":"1"}},{"function":{"name":"f","arguments":"2"}}"""], [":1", ":2"] },
        // an index that skips one, and nothing but arguments
        { ["""{"index":3,"id":"d","function":{"name":"f"}}""", """{"index":1,"id":"b","function":{"name":"g"}}"""], ["b:", "d:"] },
        { ["""{"function":{"arguments":"1"}}""", """{"function":{"arguments":"2"}}"""], [":12"] },
        { ["""null,{"index":0,"id":"a","function":null}""", """{"index":0,"function":{"name":"f","arguments":"1"}}"""], ["a:1"] },
    };

    [Theory]
    [MemberData(nameof(ToolCalls))]
    public void ToolCalls_Pieces_BelongToTheirCalls(string[] pieces, string[] expected)
    {
        var accumulator = new ChatCompletionAccumulator();
        foreach (string piece in pieces) accumulator.Add(Chunk("""{"index":0,"delta":{"tool_calls":[PIECE]}}""".Replace("PIECE", piece, StringComparison.Ordinal)));

        IReadOnlyList<ToolCall> calls = accumulator.ToChatCompletion().Choices[0].Message.ToolCalls!;

        Assert.Equal(expected, calls.Select(call => $"{call.Id}:{call.Function!.Arguments}"));
    }

    [Fact]
    public void ToChatCompletion_MadeEarly_DoesNotChange()
    {
        const string Piece = """{"index":0,"delta":{"content":"x","annotations":[{"type":"t"}],"reasoning_details":[{"type":"r"}],"unknown":1},"logprobs":{"content":[{"token":"x"}]}}""";
        var accumulator = new ChatCompletionAccumulator();
        accumulator.Add(Chunk(Piece));
        ChatCompletion early = accumulator.ToChatCompletion();
        string before = WireTypes.Write(early);

        accumulator.Add(Chunk(Piece.Replace("\"unknown\":1", "\"other\":2", StringComparison.Ordinal)));

        Assert.Equal(before, WireTypes.Write(early));
    }

    [Fact]
    public void OpenJson_HalfAPair_IsSentBackWhole()
    {
        const string Json = """{"role":"user","content":"a","x":{"y":"\ud83d"}}""";

        string written = WireTypes.Write(WireTypes.Read(typeof(ChatRequestMessage), Json));

        Assert.Equal(Json, written);
    }

    [Theory]
    [InlineData(@"na\ud83d")]
    [InlineData(@"\ud83d")]
    [InlineData(@"\u77e5\ud83d")]
    public void Name_HalfAPairBehindWhatADeclaredNameBeginsWith_IsKept(string name)
    {
        string json = $$"""{"role":"user","content":"a","{{name}}":1}""";

        var message = (ChatRequestMessage)WireTypes.Read(typeof(ChatRequestMessage), json);

        Assert.Single(message.AdditionalProperties);
        Assert.Null(message.Name);
    }

    [Fact]
    public void Name_Escaped_IsTheDeclaredMember()
    {
        var message = (ChatRequestMessage)WireTypes.Read(typeof(ChatRequestMessage), """{"role":"user","cont\u0065nt":"a","\u006e\u0061\u006d\u0065":"b"}""");

        Assert.Equal(("a", "b"), (message.Content!.Text, message.Name));
        Assert.Empty(message.AdditionalProperties);
    }

    private static ChatCompletionChunk Chunk(string choice) =>
        (ChatCompletionChunk)WireTypes.Read(typeof(ChatCompletionChunk), $$"""{"id":"c","choices":[{{choice}}]}""");
}

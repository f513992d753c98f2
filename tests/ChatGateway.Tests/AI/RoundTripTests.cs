using System.Text.Json;
using Microsoft.Extensions.AI;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>What servers demand back beside tool calls comes back, of whole answers and of streams that were put together.</summary>
public sealed class RoundTripTests
{
    private const string Call = """ "tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"S"}}}] """;

    public static TheoryData<string, string> Reasoning => new()
    {
        { """ "reasoning_content":"because" """, """{"reasoning_content":"because"}""" },
        { """ "reasoning_content":"" """, """{"reasoning_content":""}""" },
        { """ "reasoning":"because" """, """{"reasoning":"because"}""" },
        {
            """ "reasoning":"because","reasoning_details":[{"type":"reasoning.encrypted","id":"r","data":"X","signature":"Y"}] """,
            """{"reasoning":"because","reasoning_details":[{"type":"reasoning.encrypted","id":"r","data":"X","signature":"Y"}]}"""
        },
        {
            """ "reasoning_details":[{"type":"reasoning.encrypted","data":"X"}] """,
            """{"reasoning_details":[{"type":"reasoning.encrypted","data":"X"}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Reasoning))]
    public async Task Reasoning_BesideToolCalls_ComesBackUnderItsName(string reasoning, string expected)
    {
        string message = $$"""{"content":null,{{reasoning}},{{Call}}}""";
        ChatResponse whole = await AdapterProbe.SaidAsync(message, "tool_calls");
        ChatResponse streamed = (await AdapterProbe.DeltasAsync("tool_calls", "{\"role\":\"assistant\"}", $$"""{ {{reasoning}} }""", $$"""{ {{Call}} }""")).ToChatResponse();

        Assert.All(await AdapterProbe.MessagesAsync([.. whole.Messages, .. Saved(whole), .. streamed.Messages, .. Saved(streamed)]), sent =>
        {
            JObject members = JObject.Parse(sent);
            Assert.Equal("S", (string?)members["tool_calls"]![0]!["extra_content"]!["google"]!["thought_signature"]);
            Assert.Null(members["tool_calls"]![0]!["index"]);
            members.Remove("role");
            members.Remove("content");
            members.Remove("tool_calls");
            Assert.Equal(expected, members.ToString(Newtonsoft.Json.Formatting.None));
        });
    }

    [Fact]
    public async Task Thinking_BesideToolCalls_ComesBackAsAPart()
    {
        const string Thinking = """[{"type":"thinking","thinking":[{"type":"text","text":"because"}]},{"type":"text","text":"Hi"}]""";
        ChatResponse whole = await AdapterProbe.SaidAsync($$"""{"content":{{Thinking}},{{Call}}}""", "tool_calls");
        ChatResponse streamed = (await AdapterProbe.DeltasAsync("tool_calls", $$"""{"content":{{Thinking}}}""", $$"""{ {{Call}} }""")).ToChatResponse();

        Assert.All(await AdapterProbe.MessagesAsync([.. whole.Messages, .. Saved(whole), .. streamed.Messages, .. Saved(streamed)]), sent =>
            Assert.Equal(Thinking, JObject.Parse(sent)["content"]!.ToString(Newtonsoft.Json.Formatting.None)));
    }

    [Fact]
    public async Task Reasoning_WithoutToolCalls_IsNotSentBack()
    {
        ChatResponse response = await AdapterProbe.SaidAsync("""{"content":"Hi","reasoning_content":"because"}""");

        Assert.Equal("""{"role":"assistant","content":"Hi"}""", Assert.Single(await AdapterProbe.MessagesAsync([.. response.Messages])));
    }

    [Fact]
    public async Task Reasoning_ProtectedByAnother_IsLeftOut()
    {
        string sent = Assert.Single(await AdapterProbe.MessagesAsync(new ChatMessage(
            ChatRole.Assistant, [new TextReasoningContent("hm") { ProtectedData = "opaque" }, new FunctionCallContent("t", "f")])));

        Assert.Equal("""{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}],"reasoning_content":"hm"}""", sent);
    }

    [Fact]
    public async Task CustomToolCall_ComesBack()
    {
        const string Custom = """{"content":null,"tool_calls":[{"index":0,"id":"e","type":"custom","custom":{"name":"sql","input":"SELECT 1"}}]}""";
        ChatResponse whole = await AdapterProbe.SaidAsync(Custom, "tool_calls");
        ChatResponse streamed = (await AdapterProbe.DeltasAsync("tool_calls", Custom)).ToChatResponse();

        Assert.All(await AdapterProbe.MessagesAsync([.. whole.Messages, .. Saved(whole), .. streamed.Messages, .. Saved(streamed)]), sent => Assert.Equal(
            """{"role":"assistant","content":null,"tool_calls":[{"id":"e","type":"custom","custom":{"name":"sql","input":"SELECT 1"}}]}""", sent));
    }

    [Fact]
    public async Task Part_OfAnotherKind_ComesBack()
    {
        const string Parts = """[{"type":"text","text":"It is so"},{"type":"reference","reference_ids":[3]}]""";
        ChatResponse whole = await AdapterProbe.SaidAsync($$"""{"content":{{Parts}}}""");
        ChatResponse streamed = (await AdapterProbe.DeltasAsync("stop", $$"""{"content":{{Parts}}}""")).ToChatResponse();

        Assert.All(await AdapterProbe.MessagesAsync([.. whole.Messages, .. Saved(whole), .. streamed.Messages, .. Saved(streamed)]), sent =>
            Assert.Equal(Parts, JObject.Parse(sent)["content"]!.ToString(Newtonsoft.Json.Formatting.None)));
    }

    [Fact]
    public async Task Refusal_ComesBack()
    {
        ChatResponse response = (await AdapterProbe.SampleAsync("refusal.sse")).ToChatResponse();

        Assert.Equal("""{"role":"assistant","content":null,"refusal":"I'm sorry, I can't assist."}""", Assert.Single(await AdapterProbe.MessagesAsync([.. response.Messages])));
    }

    [Fact]
    public async Task Arguments_ChangedOnTheWay_AreSentAsTheyAreNow()
    {
        ChatResponse response = await AdapterProbe.SaidAsync($$"""{"content":null,{{Call}}}""", "tool_calls");
        ((FunctionCallContent)response.Messages[0].Contents[0]).Arguments!["a"] = 1;

        JObject sent = JObject.Parse(Assert.Single(await AdapterProbe.MessagesAsync([.. response.Messages])));

        Assert.Equal("""{"a":1}""", (string?)sent["tool_calls"]![0]!["function"]!["arguments"]);
    }

    [Fact]
    public async Task Sound_ComesBackByItsId()
    {
        ChatResponse response = (await AdapterProbe.DeltasAsync(
            "stop", """{"audio":{"id":"audio_1","transcript":"Hi"}}""", """{"audio":{"data":"AQID"}}""", """{"audio":{"data":"AQID"}}""")).ToChatResponse();

        Assert.All(await AdapterProbe.MessagesAsync([.. response.Messages, .. Saved(response)]), sent =>
            Assert.Equal("""{"role":"assistant","content":"Hi","audio":{"id":"audio_1"}}""", sent));
    }

    /// <summary>Messages as a store of histories gives them back: without raw representations.</summary>
    private static IList<ChatMessage> Saved(ChatResponse response) => JsonSerializer.Deserialize<IList<ChatMessage>>(
        JsonSerializer.Serialize(response.Messages, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>What messages of every kind look like on the wire.</summary>
public sealed class RequestMessageTests
{
    [Fact]
    public async Task Roles_WithText_AreMessages() => Assert.Equal(
        [
            """{"role":"system","content":"Be terse."}""",
            """{"role":"developer","content":"Be kind."}""",
            """{"role":"user","content":"Hello","name":"Ada_L"}""",
            """{"role":"assistant","content":"Hi there"}""",
            """{"role":"user","content":""}""",
        ],
        await AdapterProbe.MessagesAsync(
            new ChatMessage(new ChatRole("SYSTEM"), "Be terse."),
            new ChatMessage(new ChatRole("developer"), "Be kind."),
            new ChatMessage(ChatRole.User, "Hello") { AuthorName = "Ada_ L." },
            new ChatMessage(ChatRole.Assistant, [new TextContent("Hi "), new TextContent("there")]),
            new ChatMessage(ChatRole.User, (string?)null)));

    [Theory]
    [InlineData("Ada Lovelace (UK)", "AdaLovelaceUK")]
    [InlineData("艾达", null)]
    [InlineData("", null)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", "0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task AuthorName_AnyText_IsSanitised(string author, string? name)
    {
        var sent = await AdapterProbe.SentAsync([new ChatMessage(ChatRole.User, "Hello") { AuthorName = author }]);

        Assert.Equal(name, (string?)sent["messages"]![0]!["name"]);
    }

    [Fact]
    public async Task Contents_OfAllKinds_AreParts()
    {
        byte[] bytes = [1, 2, 3];
        string message = Assert.Single(await AdapterProbe.MessagesAsync(new ChatMessage(ChatRole.User,
        [
            new TextContent("Look"),
            new UriContent("https://example.org/ü.png", "image/png") { AdditionalProperties = new() { ["detail"] = "low" } },
            new DataContent(bytes, "image/jpeg") { AdditionalProperties = new() { ["detail"] = ImageDetail.High } },
            new DataContent("data:image/gif;base64,AQID"),
            new DataContent(bytes, "audio/mpeg"),
            new DataContent(bytes, "audio/x-wav"),
            new DataContent(bytes, "audio/ogg"),
            new DataContent(bytes, "application/pdf"),
            new DataContent(bytes, "text/csv") { Name = "a.csv" },
            new HostedFileContent("file-1"),
            new AIContent { RawRepresentation = ChatContentPart.Text("raw") with { CacheControl = new CacheControl { Type = "ephemeral" } } },
        ])));

        Assert.Equal(
            """{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"https://example.org/%C3%BC.png","detail":"low"}},"""
            + """{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,AQID","detail":"high"}},{"type":"image_url","image_url":{"url":"data:image/gif;base64,AQID"}},"""
            + """{"type":"input_audio","input_audio":{"data":"AQID","format":"mp3"}},{"type":"input_audio","input_audio":{"data":"AQID","format":"wav"}},"""
            + """{"type":"input_audio","input_audio":{"data":"AQID","format":"ogg"}},{"type":"file","file":{"filename":"document.pdf","file_data":"data:application/pdf;base64,AQID"}},"""
            + """{"type":"file","file":{"filename":"a.csv","file_data":"data:text/csv;base64,AQID"}},{"type":"file","file":{"file_id":"file-1"}},"""
            + """{"type":"text","text":"raw","cache_control":{"type":"ephemeral"}}]}""",
            message);
    }

    [Fact]
    public async Task ToolTurn_CallsAndResults_AreMessagesOfTheirOwn() => Assert.Equal(
        [
            """{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"city\":\"北京\",\"days\":3}"}},{"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]}""",
            """{"role":"tool","content":"-4 °C","tool_call_id":"a"}""",
            """{"role":"tool","content":"{\"low\":-4,\"text\":\"kalt\"}","tool_call_id":"b"}""",
            """{"role":"assistant","content":"Calling","tool_calls":[{"id":"c","type":"function","function":{"name":"g","arguments":"{}"}}]}""",
            """{"role":"tool","content":"","tool_call_id":"c"}""",
            """{"role":"user","content":"Well?"}""",
        ],
        await AdapterProbe.MessagesAsync(
            new ChatMessage(ChatRole.Assistant,
            [
                new FunctionCallContent("a", "f", new Dictionary<string, object?> { ["city"] = "北京", ["days"] = 3 }), new FunctionCallContent("b", "g"),
            ]),
            new ChatMessage(ChatRole.Tool,
            [
                new FunctionResultContent("a", "-4 °C"), new FunctionResultContent("b", new Dictionary<string, object?> { ["low"] = -4, ["text"] = "kalt" }),
            ]),
            new ChatMessage(ChatRole.Assistant, [new TextContent("Calling"), new FunctionCallContent("c", "g", new Dictionary<string, object?>())]),
            // some frameworks answer in the user's name
            new ChatMessage(ChatRole.User, [new FunctionResultContent("c", null), new TextContent("Well?")])));

    [Fact]
    public async Task ToolTurn_InOneMessage_IsCallThenResult() => Assert.Equal(
        [
            """{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}""",
            """{"role":"tool","content":"1","tool_call_id":"a"}""",
        ],
        await AdapterProbe.MessagesAsync(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("a", "f"), new FunctionResultContent("a", 1)])));

    public static TheoryData<object?, string> Results => new()
    {
        { "text", "\"text\"" },
        { JsonSerializer.SerializeToElement("text"), "\"text\"" },
        { JsonSerializer.SerializeToElement(new { a = 1 }), """
            "{\"a\":1}"
            """ },
        { 1.5, "\"1.5\"" },
        { true, "\"true\"" },
        { new[] { "ä", "b" }, """
            "[\"ä\",\"b\"]"
            """ },
        { null, "\"\"" },
        { new TextContent("said"), "\"said\"" },
        { new List<AIContent> { new TextContent("a"), new TextContent("b") }, """[{"type":"text","text":"a"},{"type":"text","text":"b"}]""" },
        { new DataContent("data:image/png;base64,AQID"), """[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]""" },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public async Task FunctionResult_AnyValue_IsTextOrParts(object? result, string content)
    {
        string message = Assert.Single(await AdapterProbe.MessagesAsync(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", result)])));

        Assert.Equal($$"""{"role":"tool","content":{{content.Trim()}},"tool_call_id":"a"}""", message);
    }

    [Fact]
    public async Task FunctionResult_Exception_IsExplainedWhereNothingElseIs() => Assert.Equal(
        ["""{"role":"tool","content":"Error: no such city","tool_call_id":"a"}""", """{"role":"tool","content":"Error: Function failed.","tool_call_id":"b"}"""],
        await AdapterProbe.MessagesAsync(new ChatMessage(ChatRole.Tool,
        [
            new FunctionResultContent("a", null) { Exception = new InvalidOperationException("no such city") },
            new FunctionResultContent("b", "Error: Function failed.") { Exception = new InvalidOperationException("SECRET") },
        ])));

    [Fact]
    public async Task Refusal_OfAnEarlierAnswer_IsSentAsOne() => Assert.Equal(
        """{"role":"assistant","content":null,"refusal":"I'm sorry."}""",
        Assert.Single(await AdapterProbe.MessagesAsync(new ChatMessage(ChatRole.Assistant, [new ErrorContent("I'm sorry.") { ErrorCode = "Refusal" }]))));

    [Fact]
    public async Task RawMessage_IsSentAsItIs() => Assert.Equal(
        """{"role":"assistant","content":"{","prefix":true}""",
        Assert.Single(await AdapterProbe.MessagesAsync(
            new ChatMessage(ChatRole.Assistant, "ignored") { RawRepresentation = ChatRequestMessage.Assistant("{") with { Prefix = true } })));

    [Fact]
    public async Task Usage_InAMessage_IsNoPartOfIt() => Assert.Equal(
        """{"role":"assistant","content":"Hi"}""",
        Assert.Single(await AdapterProbe.MessagesAsync(new ChatMessage(ChatRole.Assistant, [new TextContent("Hi"), new UsageContent(new UsageDetails())]))));

    public static TheoryData<string, AIContent, string> Unsupported => new()
    {
        { "user", new UriContent("https://example.org/a.mp4", "video/mp4"), "UriContent (video/mp4)" },
        { "user", new DataContent(new byte[] { 1 }, "video/mp4"), "DataContent (video/mp4)" },
        { "user", new HostedVectorStoreContent("v"), "HostedVectorStoreContent" },
        { "user", new FunctionCallContent("a", "f"), "FunctionCallContent" },
        { "user", new TextReasoningContent("hm"), "TextReasoningContent" },
        { "assistant", new ErrorContent("x") { ErrorCode = "Other" }, "ErrorContent (Other)" },
        { "assistant", new ToolCallContent("a"), "ToolCallContent" },
        { "assistant", new DataContent(new byte[] { 1 }, "audio/wav"), "DataContent (audio/wav)" },
        { "tool", new TextContent("x"), "TextContent" },
        { "tool", new FunctionResultContent("", "x"), "FunctionResultContent" },
        { "tool", new ErrorContent("x"), "ErrorContent" },
        { "system", new AIContent(), "AIContent" },
    };

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void Content_WithoutAForm_IsNamedAtTheCall(string role, AIContent content, string name)
    {
        Exception error = AdapterProbe.Refused<Exception>([new ChatMessage(ChatRole.User, "Hello"), new ChatMessage(new ChatRole(role), [content])]);

        Assert.True(error is NotSupportedException or ArgumentException, error.ToString());
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[Aa] [AEIOUaeiou]", error.Message);
    }
}

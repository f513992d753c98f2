using System.Text;
using System.Text.Json;
using Xunit;

namespace ChatGateway.Tests.Wire;

/// <summary>The types of the API through System.Text.Json, as a web application returns them.</summary>
public sealed class SystemTextJsonTests
{
    [Theory]
    [InlineData("chat/plain.json")]
    [InlineData("chat/tools-parallel.json")]
    [InlineData("chat/mistral-content-parts.json")]
    public void Sample_ReadAndWritten_IsTheSame(string name)
    {
        string json = Encoding.UTF8.GetString(WireSample.Bytes(name));

        string written = JsonSerializer.Serialize(JsonSerializer.Deserialize<ChatCompletion>(json));

        Assert.Equal(WireTypes.Canonical(WireTypes.Write(WireTypes.Read(typeof(ChatCompletion), json))), WireTypes.Canonical(written));
    }

    [Fact]
    public void Request_Written_IsWhatIsSent()
    {
        var request = new ChatCompletionRequest
        {
            Model = ModelId.Gpt4oMini,
            Messages = [ChatRequestMessage.System("a"), ChatRequestMessage.User("b")],
            Stop = ["x", "y"],
            ToolChoice = ToolChoice.Auto,
            AdditionalProperties = new Dictionary<string, Newtonsoft.Json.Linq.JToken> { ["top_k"] = 5 },
        };

        string written = JsonSerializer.Serialize(new { Sent = request, Model = (ModelId?)request.Model, Role = (MessageRole?)null });

        Assert.Equal($$"""{"Sent":{{WireTypes.Write(request)}},"Model":"gpt-4o-mini","Role":null}""", written);
        var read = JsonSerializer.Deserialize<ChatCompletionRequest>(WireTypes.Write(request))!;
        Assert.Equal("gpt-4o-mini", read.Model.Value);
        Assert.Equal(["x", "y"], read.Stop!);
        Assert.Equal(5, (int)read.AdditionalProperties["top_k"]);
    }

    [Fact]
    public void SourceGenerator_ReadsAndWrites_TheSame()
    {
        var session = new SavedSession(
            [ChatRequestMessage.System("a"), ChatRequestMessage.User([ChatContentPart.Text("b")])],
            (ChatCompletion)WireTypes.Read(typeof(ChatCompletion), WireSample.Text("chat/tools-parallel.json")),
            ModelId.Gpt4oMini,
            new Dictionary<ModelId, int> { [ModelId.Gpt4oMini] = 1, ["a \"quoted\" id"] = 2 },
            "END",
            Code: null);

        string json = JsonSerializer.Serialize(session, SavedSessionContext.Default.SavedSession);
        SavedSession read = JsonSerializer.Deserialize(json, SavedSessionContext.Default.SavedSession)!;

        Assert.Equal(json, JsonSerializer.Serialize(session));
        Assert.Equal(session.History, read.History);
        Assert.Equal(session.Last, read.Last);
        Assert.Equal(session.Model, read.Model);
        Assert.Equal(session.Counts, read.Counts);
        Assert.Equal(session.Stop, read.Stop);
    }

    [Fact]
    public void DictionaryKey_ThatIsNoText_IsRefused() =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Dictionary<ChatRequestMessage, int> { [ChatRequestMessage.User("a")] = 1 }));

    [Fact]
    public void OtherJson_IsRefused() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ChatCompletion>("""{"choices":5}"""));
}

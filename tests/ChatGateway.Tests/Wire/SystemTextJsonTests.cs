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
    public void OtherJson_IsRefused() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ChatCompletion>("""{"choices":5}"""));
}

using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Wire;

/// <summary>Objects of the API are equal when they stand for the same JSON.</summary>
public sealed class EqualityTests
{
    [Fact]
    public void Records_OfTheSameMembers_AreEqual()
    {
        ChatCompletionRequest first = Request("b");
        ChatCompletionRequest second = Request("b");

        Assert.Equal(first, second);
        Assert.True(first == second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Request("c"));
        Assert.NotEqual(first, second with { AdditionalProperties = new Dictionary<string, JToken> { ["x"] = 1 } });
        Assert.False(first.Equals(null));
    }

    [Fact]
    public void Unions_OfTheSameJson_AreEqual()
    {
        Assert.True(ToolChoice.Auto == "auto");
        Assert.True(ToolChoice.Function("f") == ToolChoice.Function("f"));
        Assert.True(ToolChoice.Function("f") != ToolChoice.Function("g"));
        Assert.Equal((MessageContent)"a", (MessageContent)"a");
        Assert.NotEqual((MessageContent)"a", (MessageContent)new[] { ChatContentPart.Text("a") });
        Assert.Equal((MessageContent)new[] { ChatContentPart.Text("a") }, (MessageContent)new[] { ChatContentPart.Text("a") });
        Assert.Equal((EmbeddingInput)new[] { "a", "b" }, (EmbeddingInput)new[] { "a", "b" });
        Assert.Equal(EmbeddingVector.FromValues([1, 2]), EmbeddingVector.FromValues([1, 2]));
        Assert.Equal(JsonSchemaObject.Parse("""{"type":"object"}"""), JsonSchemaObject.Parse("""{ "type": "object" }"""));
        Assert.Equal(((StopSequences)"a").GetHashCode(), ((StopSequences)"a").GetHashCode());
        Assert.False(ToolChoice.Auto == null);
    }

    private static ChatCompletionRequest Request(string text) => new()
    {
        Model = ModelId.Gpt4oMini,
        Messages = [ChatRequestMessage.System("a"), ChatRequestMessage.User(text)],
        Stop = ["x"],
        LogitBias = new() { ["1"] = 2 },
    };
}

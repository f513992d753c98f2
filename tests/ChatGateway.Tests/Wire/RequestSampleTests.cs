using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Wire;

public sealed class RequestSampleTests
{
    public static TheoryData<string> ChatRequests =>
        [.. WireSample.Names("requests").Where(name => name.StartsWith("requests/chat-", StringComparison.Ordinal) && !name.Contains("variants", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(ChatRequests))]
    public void ChatRequest_ReadAndWritten_IsTheSame(string name)
    {
        string json = WireSample.Text(name);

        string written = WireTypes.Write(WireTypes.Read(typeof(ChatCompletionRequest), json));

        Assert.Equal(WireTypes.Canonical(json), WireTypes.Canonical(written));
    }

    [Fact]
    public void EmbeddingRequest_ReadAndWritten_IsTheSame()
    {
        string json = WireSample.Text("requests/embeddings-batch-base64.json");

        string written = WireTypes.Write(WireTypes.Read(typeof(EmbeddingRequest), json));

        Assert.Equal(WireTypes.Canonical(json), WireTypes.Canonical(written));
    }

    [Fact]
    public void ToolChoice_EveryVariant_IsTheSame()
    {
        foreach (JToken choice in JArray.Parse(WireSample.Text("requests/chat-tool-choice-variants.json")))
        {
            string json = choice.ToString(Newtonsoft.Json.Formatting.None);
            Assert.Equal(WireTypes.Canonical(json), WireTypes.Canonical(WireTypes.Write(WireTypes.Read(typeof(ToolChoice), json))));
        }
    }

    [Fact]
    public void ToolChoice_MadeByFactories_EqualsTheVariants()
    {
        ToolChoice[] made = ["none", "auto", "required", ToolChoice.Function("get_weather"), ToolChoice.Custom("run_sql"), ToolChoice.AllowedTools("auto", "get_weather")];

        string json = "[" + string.Join(',', made.Select(WireTypes.Write)) + "]";

        Assert.Equal(WireTypes.Canonical(WireSample.Text("requests/chat-tool-choice-variants.json")), WireTypes.Canonical(json));
    }
}

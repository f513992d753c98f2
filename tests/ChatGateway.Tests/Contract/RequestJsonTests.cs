using ChatGateway.Tests.Wire;
using Newtonsoft.Json.Linq;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>The canonical request JSON of each feature, made as a user would.</summary>
public sealed class RequestJsonTests
{
    private const string WeatherSchema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    [Fact]
    public Task Request_MessagesOfEachRole_IsCanonical() => Verifier.Verify(Json(With(
        ChatRequestMessage.System("You are terse."),
        ChatRequestMessage.Developer("Answer in Chinese.", name: "app"),
        ChatRequestMessage.User("你好 🙂", name: "ada"),
        ChatRequestMessage.Assistant("Hello"),
        ChatRequestMessage.Assistant([new ToolCall { Id = "call_1", Type = "function", Function = new FunctionCall { Name = "f", Arguments = "{}" } }]),
        ChatRequestMessage.Tool("call_1", "42"))), extension: "json");

    [Fact]
    public Task Request_Vision_IsCanonical() => Verifier.Verify(Json(With(ChatRequestMessage.User(
    [
        ChatContentPart.Text("What is this?"),
        ChatContentPart.Image("https://example.org/cat.png", "low"),
        ChatContentPart.Image(new byte[] { 1, 2, 3 }, "image/png"),
        ChatContentPart.Audio(new byte[] { 4, 5 }, "wav"),
        ChatContentPart.File("notes.pdf", new byte[] { 6 }, "application/pdf"),
        ChatContentPart.File("file-1"),
    ]))), extension: "json");

    [Fact]
    public Task Request_Tools_IsCanonical() => Verifier.Verify(Json(With(ChatRequestMessage.User("Weather?")) with
    {
        Tools = [ChatTool.Function("get_weather", "Current weather", WeatherSchema, strict: true), ChatTool.Custom("run_sql", "Runs SQL")],
        ToolChoice = ToolChoice.Function("get_weather"),
        ParallelToolCalls = false,
    }), extension: "json");

    [Fact]
    public Task Request_ToolRoundTrip_IsCanonical()
    {
        var completion = (ChatCompletion)WireTypes.Read(typeof(ChatCompletion), WireSample.Text("chat/tools-parallel.json"));
        ChatCompletionRequest request = With(ChatRequestMessage.User("Weather?"));

        return Verifier.Verify(Json(request with
        {
            Messages = [.. request.Messages, completion.Choices![0].Message!.ToRequestMessage(), ChatRequestMessage.Tool("call_osl1", "-4"), ChatRequestMessage.Tool("call_lim2", "22")],
        }), extension: "json");
    }

    [Theory]
    // an answer's role may be empty; vendor data goes with tool calls, as the reasoning does
    [InlineData(
        """{"role":"","content":null,"extra_content":{"s":"S"},"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"},"vendor":1}]}""",
        """{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"},"vendor":1}],"extra_content":{"s":"S"}}""")]
    [InlineData("""{"role":"assistant","content":"Hi","extra_content":{"s":"S"}}""", """{"role":"assistant","content":"Hi"}""")]
    [InlineData("""{"role":"model","content":null,"refusal":""}""", """{"role":"assistant","content":""}""")]
    // what gateways leave out of calls, and the index, which is an answer's
    [InlineData(
        """{"content":null,"tool_calls":[{"index":0,"type":"","function":{"name":"f"}},{"id":"c","custom":{"name":"q","input":"x"}}]}""",
        """{"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c","type":"custom","custom":{"name":"q","input":"x"}}]}""")]
    public void Message_SentBack_KeepsWhatServersDemand(string answered, string sent)
    {
        var message = (ChatCompletionMessage)WireTypes.Read(typeof(ChatCompletionMessage), answered);

        Assert.Equal(WireTypes.Canonical(sent), WireTypes.Canonical(WireTypes.Write(message.ToRequestMessage())));
    }

    [Fact]
    public Task Request_StructuredOutput_IsCanonical() => Verifier.Verify(Json(With(ChatRequestMessage.User("Ann is 31.")) with
    {
        ResponseFormat = ResponseFormat.JsonSchema("person", JsonSchemaObject.From<Person>(), strict: true),
    }), extension: "json");

    [Fact]
    public Task Request_Sampling_IsCanonical() => Verifier.Verify(Json(With(ChatRequestMessage.User("x")) with
    {
        Temperature = 0.7,
        TopP = 1,
        Logprobs = true,
        TopLogprobs = 5,
        Stop = new[] { "a", "b" },
        LogitBias = new() { ["1734"] = -100 },
        ReasoningEffort = "low",
        Seed = 42,
        MaxTokens = 10,
        User = "u",
        FrequencyPenalty = -2,
        AdditionalProperties = new Dictionary<string, JToken> { ["top_k"] = 40, ["chat_template_kwargs"] = new JObject { ["enable_thinking"] = true } },
    }), extension: "json");

    [Fact]
    public Task Request_StreamOptions_IsCanonical() => Verifier.Verify(Json(With(ChatRequestMessage.User("x")) with
    {
        Stream = true,
        StreamOptions = new StreamOptions { IncludeUsage = true, IncludeObfuscation = false },
        Stop = "END",
    }), extension: "json");

    [Fact]
    public Task Request_Embeddings_IsCanonical() => Verifier.Verify(string.Join('\n', new[]
    {
        WireTypes.Write(new EmbeddingRequest { Model = ModelId.TextEmbedding3Small, Input = "red", EncodingFormat = "base64", Dimensions = 8 }),
        WireTypes.Write(new EmbeddingRequest { Model = ModelId.TextEmbedding3Small, Input = ["red", "green"] }),
        WireTypes.Write(new EmbeddingRequest { Model = ModelId.TextEmbedding3Small, Input = EmbeddingInput.FromTokens([1, 2]) }),
        WireTypes.Write(new EmbeddingRequest { Model = ModelId.TextEmbedding3Small, Input = EmbeddingInput.FromTokens(new int[][] { [1], [2, 3] }) }),
    }.Select(WireTypes.Canonical)), extension: "json");

    private static ChatCompletionRequest With(params ChatRequestMessage[] messages) => new() { Model = ModelId.Gpt4oMini, Messages = messages };

    private static string Json(ChatCompletionRequest request) => JToken.Parse(WireTypes.Write(request)).ToString();

    private sealed record Person(string Name, int Age);
}

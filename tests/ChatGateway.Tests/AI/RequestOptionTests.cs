using System.Text.Json;
using Microsoft.Extensions.AI;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>What options look like on the wire.</summary>
public sealed class RequestOptionTests
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create((string city, int days = 3) => city, "get_weather", "Current weather");

    [Fact]
    public async Task Options_OfAllKinds_AreSent()
    {
        JObject sent = await AdapterProbe.SentAsync(new ChatOptions
        {
            Instructions = "Be terse.",
            ModelId = "gpt-4o",
            Temperature = 0.7f,
            TopP = 0.9f,
            TopK = 40,
            MaxOutputTokens = 100,
            StopSequences = ["END", "\n"],
            Seed = 7_000_000_000,
            FrequencyPenalty = 0.1f,
            PresencePenalty = -0.2f,
            ResponseFormat = ChatResponseFormat.Text,
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Full },
            AdditionalProperties = new() { ["user"] = "u1", ["unknown"] = 1 },
            // what chat completions know nothing of, as the official adapter: without effect
            ConversationId = "conversation",
        });

        Assert.Equal(
            """{"messages":[{"role":"system","content":"Be terse."},{"role":"user","content":"Hello"}],"model":"gpt-4o","frequency_penalty":0.1,"max_tokens":100"""
            + ""","presence_penalty":-0.2,"reasoning_effort":"low","response_format":{"type":"text"},"seed":7000000000,"stop":["END","\n"],"temperature":0.7,"top_p":0.9,"user":"u1","top_k":40}""",
            sent.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public async Task Options_None_SendNothing() => Assert.Equal(
        """{"messages":[{"role":"user","content":"Hello"}],"model":"gpt-4o-mini"}""",
        (await AdapterProbe.SentAsync(new ChatOptions())).ToString(Newtonsoft.Json.Formatting.None));

    [Theory]
    [InlineData("gpt-4o-mini", "max_tokens")]
    [InlineData("deepseek-r1", "max_tokens")]
    [InlineData("gpt-oss-120b", "max_tokens")]
    [InlineData("llama3", "max_tokens")]
    [InlineData("gpt-5-mini", "max_completion_tokens")]
    public async Task MaxOutputTokens_ByModel_IsTheMemberThatItTakes(string model, string member)
    {
        JObject sent = await AdapterProbe.SentAsync(new ChatOptions { MaxOutputTokens = 10 }, model);

        Assert.Equal(10, (int?)sent[member]);
        Assert.Single(sent.Properties(), property => property.Name.StartsWith("max_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ReasoningEffort.None, "none")]
    [InlineData(ReasoningEffort.Low, "low")]
    [InlineData(ReasoningEffort.Medium, "medium")]
    [InlineData(ReasoningEffort.High, "high")]
    [InlineData(ReasoningEffort.ExtraHigh, "xhigh")]
    public async Task Effort_IsReasoningEffort(ReasoningEffort effort, string sent) =>
        Assert.Equal(sent, (string?)(await AdapterProbe.SentAsync(new ChatOptions { Reasoning = new ReasoningOptions { Effort = effort } }))["reasoning_effort"]);

    [Fact]
    public async Task Reasoning_WithoutEffort_SendsNothing() =>
        Assert.Null((await AdapterProbe.SentAsync(new ChatOptions { Reasoning = new ReasoningOptions { Output = ReasoningOutput.Summary } }))["reasoning_effort"]);

    public static TheoryData<ChatToolMode?, string?> Modes => new()
    {
        { null, null },
        { ChatToolMode.Auto, "\"auto\"" },
        { ChatToolMode.None, "\"none\"" },
        { ChatToolMode.RequireAny, "\"required\"" },
        { ChatToolMode.RequireSpecific("get_weather"), """{"type":"function","function":{"name":"get_weather"}}""" },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Tools_WithMode_AreFunctionsAndAChoice(ChatToolMode? mode, string? choice)
    {
        JObject sent = await AdapterProbe.SentAsync(new ChatOptions { Tools = [Weather], ToolMode = mode, AllowMultipleToolCalls = false });

        Assert.Equal(
            """[{"type":"function","function":{"name":"get_weather","description":"Current weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","default":3}},"required":["city"]}}}]""",
            sent["tools"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal(choice, sent["tool_choice"]?.ToString(Newtonsoft.Json.Formatting.None));
        Assert.False((bool?)sent["parallel_tool_calls"]);
    }

    [Fact]
    public async Task ToolMode_WithoutTools_IsNotSent()
    {
        JObject sent = await AdapterProbe.SentAsync(new ChatOptions { Tools = [], ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true });

        Assert.Equal(["messages", "model"], sent.Properties().Select(property => property.Name));
    }

    [Fact]
    public async Task Tool_Strict_IsOfItsOwnOrOfTheOptions()
    {
        AIFunction loose = AIFunctionFactory.Create((string city) => city, new AIFunctionFactoryOptions { Name = "loose", AdditionalProperties = new Dictionary<string, object?> { ["Strict"] = false } });

        JObject sent = await AdapterProbe.SentAsync(new ChatOptions { Tools = [Weather, loose], AdditionalProperties = new() { ["strict"] = true } });

        JToken strict = sent["tools"]![0]!["function"]!;
        Assert.True((bool?)strict["strict"]);
        Assert.Equal(["city", "days"], strict["parameters"]!["required"]!.Values<string>());
        Assert.False((bool?)strict["parameters"]!["additionalProperties"]);
        Assert.False((bool?)sent["tools"]![1]!["function"]!["strict"]);
        Assert.Null(sent["tools"]![1]!["function"]!["parameters"]!["additionalProperties"]);
    }

    [Theory]
    [InlineData("true", """{"type":"object","properties":{}}""")]
    [InlineData("{}", """{"type":"object","properties":{}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"string"}}}""", """{"properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"string"}},"type":"object"}""")]
    public async Task Tool_SchemaWithoutType_IsAnObject(string schema, string parameters)
    {
        AIFunctionDeclaration function = AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse(schema));

        JObject sent = await AdapterProbe.SentAsync(new ChatOptions { Tools = [function] });

        Assert.Equal(parameters, sent["tools"]![0]!["function"]!["parameters"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Null(sent["tools"]![0]!["function"]!["description"]);
    }

    [Fact]
    public void Tool_NoFunction_IsNamedAtTheCall()
    {
        var error = AdapterProbe.Refused<NotSupportedException>([new ChatMessage(ChatRole.User, "Hello")], new ChatOptions { Tools = [new HostedWebSearchTool()] });

        Assert.Contains(nameof(HostedWebSearchTool), error.Message, StringComparison.Ordinal);
        AdapterProbe.Refused<ArgumentException>([new ChatMessage(ChatRole.User, "Hello")], new ChatOptions { Tools = [null!] });
    }

    [Fact]
    public void Options_OutOfRange_AreRefusedAtTheCall()
    {
        ChatMessage[] messages = [new(ChatRole.User, "Hello")];

        Assert.Equal("Temperature", AdapterProbe.Refused<ArgumentOutOfRangeException>(messages, new ChatOptions { Temperature = 3 }).ParamName);
        Assert.Equal("TopP", AdapterProbe.Refused<ArgumentOutOfRangeException>(messages, new ChatOptions { TopP = float.NaN }).ParamName);
    }

    [Fact]
    public async Task ResponseFormat_Json_IsAnObject() =>
        Assert.Equal("""{"type":"json_object"}""", (await AdapterProbe.SentAsync(new ChatOptions { ResponseFormat = ChatResponseFormat.Json }))["response_format"]!.ToString(Newtonsoft.Json.Formatting.None));

    [Theory]
    [InlineData(null, """{"type":"json_schema","json_schema":{"name":"person","description":"Someone","schema":{"type":"object","properties":{"name":{"type":"string"}}}}}""")]
    [InlineData(false, """{"type":"json_schema","json_schema":{"name":"person","description":"Someone","schema":{"type":"object","properties":{"name":{"type":"string"}}},"strict":false}}""")]
    [InlineData(true, """{"type":"json_schema","json_schema":{"name":"person","description":"Someone","schema":{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":false,"required":["name"]},"strict":true}}""")]
    public async Task ResponseFormat_Schema_IsSentWithStrictness(bool? strict, string format)
    {
        JsonElement schema = JsonElement.Parse("""{"type":"object","properties":{"name":{"type":"string"}}}""");
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "person", "Someone") };
        if (strict is { } known) options.AdditionalProperties = new() { ["strict"] = known };

        Assert.Equal(format, (await AdapterProbe.SentAsync(options))["response_format"]!.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public async Task RawRequest_Wins_OnlyItsNullsAreFilled()
    {
        IChatClient? asked = null;
        JObject sent = await AdapterProbe.SentAsync(new ChatOptions
        {
            Instructions = "Be terse.",
            Temperature = 0.7f,
            MaxOutputTokens = 10,
            TopK = 3,
            StopSequences = ["END"],
            Tools = [Weather, AIFunctionFactory.Create(() => 1, "other")],
            RawRepresentationFactory = client =>
            {
                asked = client;
                return new ChatCompletionRequest
                {
                    Model = default,
                    Messages = [ChatRequestMessage.Developer("raw")],
                    Temperature = 0.1,
                    MaxCompletionTokens = 5,
                    Stop = "x",
                    Logprobs = true,
                    Stream = true,
                    StreamOptions = new StreamOptions { IncludeUsage = true },
                    Tools = [ChatTool.Function("get_weather", "raw")],
                    AdditionalProperties = new Dictionary<string, JToken> { ["top_k"] = 1, ["min_p"] = 0.1 },
                };
            },
        });

        Assert.NotNull(asked?.GetService<ChatGatewayClient>());
        Assert.Equal(
            """{"messages":[{"role":"system","content":"Be terse."},{"role":"developer","content":"raw"},{"role":"user","content":"Hello"}],"model":"gpt-4o-mini","logprobs":true"""
            + ""","max_completion_tokens":5,"stop":"x","temperature":0.1,"tools":[{"type":"function","function":{"name":"get_weather","description":"raw"}},"""
            + """{"type":"function","function":{"name":"other","parameters":{"type":"object","properties":{}}}}],"top_k":1,"min_p":0.1}""",
            sent.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Theory]
    [InlineData("gpt-4o", "gpt-4.1", "gpt-4o")]
    [InlineData("", "gpt-4.1", "gpt-4.1")]
    [InlineData("", null, "gpt-4o-mini")]
    [InlineData("", "", "gpt-4o-mini")]
    public async Task Model_IsTheFirstThatIsNamed(string raw, string? options, string sent) => Assert.Equal(sent, (string?)(await AdapterProbe.SentAsync(new ChatOptions
    {
        ModelId = options,
        RawRepresentationFactory = _ => new ChatCompletionRequest { Model = raw, Messages = [] },
    }))["model"]);

    [Fact]
    public async Task RawRequest_OfAnotherProvider_IsIgnored() =>
        Assert.Equal(0.5, (double?)(await AdapterProbe.SentAsync(new ChatOptions { Temperature = 0.5f, RawRepresentationFactory = _ => "another's" }))["temperature"]);
}

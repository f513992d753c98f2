using System.ComponentModel;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.AI;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>A tool that is called and answered by Microsoft.Extensions.AI's own function invocation.</summary>
public sealed class FunctionInvocationTests
{
    private const string Called = """{"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"total_tokens":3}}""";
    private const string BadlyCalled = """{"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":"}}]},"finish_reason":"tool_calls"}]}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tool_OfTheSandbox_IsCalledAndItsAnswerUsed(bool streams)
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = TestClient.For(sandbox.Endpoint);
        List<string> cities = [];
        AIFunction weather = AIFunctionFactory.Create(
            ([Description("Where")] string city) =>
            {
                cities.Add(city);
                return "-4 °C";
            }, "get_weather", "Current weather");
        using IChatClient chat = client.AsIChatClient(ModelId.Gpt4oMini).AsBuilder().UseFunctionInvocation().Build();

        ChatResponse response = await AskAsync(chat, "Use get_weather please", new ChatOptions { Tools = [weather] }, streams);

        Assert.Equal("The tool answered “-4 °C”, and that settles it.", response.Text);
        Assert.Single(cities);
        Assert.Equal(2, sandbox.Requests.Count);
        Assert.Equal([ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant], response.Messages.Select(message => message.Role));
        Assert.True(response.Usage!.TotalTokenCount > 0);
    }

    [Fact]
    public async Task Tool_SecondRequest_HoldsCallAndResult()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Called), ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server);
        using IChatClient chat = client.AsIChatClient("m").AsBuilder().UseFunctionInvocation().Build();

        await AskAsync(chat, "Weather?", new ChatOptions { Tools = [AIFunctionFactory.Create((string city) => new { city, low = -4 }, "get_weather")] }, streams: false);

        Assert.Equal(
            """[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}}]},"""
            + """{"role":"tool","content":"{\"city\":\"Oslo\",\"low\":-4}","tool_call_id":"t1"}]""",
            JObject.Parse(server.Requests[1].Body)["messages"]!.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public async Task Tool_ArgumentsOfBadJson_AreToldToTheModel()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, BadlyCalled), ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server);
        using IChatClient chat = client.AsIChatClient("m").AsBuilder().UseFunctionInvocation().Build();

        ChatResponse response = await AskAsync(chat, "Weather?", new ChatOptions { Tools = [AIFunctionFactory.Create((string city) => city, "get_weather")] }, streams: false);

        Assert.Equal("Hi", response.Text);
        JToken[] messages = [.. JObject.Parse(server.Requests[1].Body)["messages"]!];
        Assert.Equal("{}", (string?)messages[1]["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.StartsWith("Error", (string?)messages[2]["content"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_OverSeveralTurns_WithoutIdsOfTheGateway_FindTheirResults(bool streams)
    {
        const string Turn = """{"id":"c","choices":[{"index":0,"SAID":{"role":"assistant","content":null,"tool_calls":[{"index":0,"function":{"name":"f","arguments":""}},{"index":1,"function":{"name":"f","arguments":""}}]},"finish_reason":"tool_calls"}]}""";
        ScriptedStep turn = streams ? ScriptedServer.Sse(Turn.Replace("SAID", "delta", StringComparison.Ordinal), "[DONE]") : ScriptedServer.Json(200, Turn.Replace("SAID", "message", StringComparison.Ordinal));
        ScriptedStep end = streams ? ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]") : ScriptedServer.Json(200, Answers.Completion);
        await using ScriptedServer server = ScriptedServer.StartOnce(turn, turn, end);
        using ChatGatewayClient client = TestClient.For(server);
        using IChatClient chat = client.AsIChatClient("m").AsBuilder().UseFunctionInvocation().Build();
        int calls = 0;

        ChatResponse response = await AskAsync(chat, "Go", new ChatOptions { Tools = [AIFunctionFactory.Create(() => ++calls, "f")] }, streams);

        Assert.Equal("Hi", response.Text);
        Assert.Equal(4, calls);
        JToken[] messages = [.. JObject.Parse(server.Requests[2].Body)["messages"]!];
        Assert.Equal(
            messages.SelectMany(message => message["tool_calls"] ?? new JArray()).Select(call => (string?)call["id"]),
            messages.Where(message => (string?)message["role"] == "tool").Select(message => (string?)message["tool_call_id"]));
    }

    private static async Task<ChatResponse> AskAsync(IChatClient chat, string question, ChatOptions options, bool streams) => streams
        ? (await chat.GetStreamingResponseAsync(question, options).ReadAllAsync()).ToChatResponse()
        : await chat.GetResponseAsync(question, options);
}

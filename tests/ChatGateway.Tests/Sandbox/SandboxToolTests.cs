using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxToolTests
{
    private const string Tools = """
        ,"tools":[
          {"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}}},
          {"type":"function","function":{"name":"get_time"}},
          {"type":"custom","custom":{"name":"run_sql"}}]
        """;

    [Theory]
    [InlineData("Use get_weather please", "", "get_weather")]
    [InlineData("Use GET_TIME please", "", "get_time")]
    [InlineData("get_weather and get_time", "", "get_weather,get_time")]
    [InlineData("get_weather and get_time", ""","parallel_tool_calls":false""", "get_weather")]
    [InlineData("Hello", "", "")]
    [InlineData("Hello", ""","tool_choice":"required" """, "get_weather")]
    [InlineData("use get_time", ""","tool_choice":"required" """, "get_time")]
    [InlineData("use get_time", ""","tool_choice":"none" """, "")]
    [InlineData("Hello", ""","tool_choice":{"type":"function","function":{"name":"get_time"}}""", "get_time")]
    [InlineData("Hello", ""","tool_choice":{"type":"custom","custom":{"name":"run_sql"}}""", "run_sql")]
    [InlineData("Hello", ""","tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"get_time"}}]}}""", "get_time")]
    [InlineData("get_weather", ""","tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"get_time"}}]}}""", "")]
    public async Task ChatCompletions_Tools_AreCalledWhenNamedOrDemanded(string prompt, string choice, string called)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat(prompt, more: Tools + choice)).ReadJsonAsync();

        JsonNode message = answer["choices"]![0]!["message"]!;
        string names = string.Join(",", (message["tool_calls"]?.AsArray() ?? []).Select(c => (string?)(c!["function"] ?? c["custom"])!["name"]));
        Assert.Equal(called, names);
        Assert.Equal(called.Length > 0 ? "tool_calls" : "stop", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal(called.Length > 0, message["content"] is null);
    }

    [Fact]
    public async Task ChatCompletions_ToolCall_HasArgumentsOfItsSchema()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("get_weather, get_time and run_sql", more: Tools)).ReadJsonAsync();

        JsonArray calls = answer["choices"]![0]!["message"]!["tool_calls"]!.AsArray();
        Assert.Equal("""{"name":"get_weather","arguments":"{\u0022city\u0022:\u0022city\u0022}"}""", calls[0]!["function"]!.ToJsonString());
        Assert.Equal("""{"name":"get_time","arguments":"{}"}""", calls[1]!["function"]!.ToJsonString());
        Assert.Equal("""{"name":"run_sql","input":"get_weather, get_time and run_sql"}""", calls[2]!["custom"]!.ToJsonString());
        Assert.Equal(3, calls.Select(c => (string?)c!["id"]).Distinct().Count());
        Assert.All(calls, c => Assert.StartsWith("call_", (string?)c!["id"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task ChatCompletions_ToolResults_AreQuoted()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        const string Body = """
            {"model":"gpt-4o-mini","messages":[
              {"role":"user","content":"use get_weather"},
              {"role":"assistant","content":null,"tool_calls":[
                {"id":"a","type":"function","function":{"name":"get_weather","arguments":"{}"}},
                {"id":"b","type":"function","function":{"name":"get_weather","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"a","content":"-4 °C"},
              {"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"22 °C"}]}],
              "tools":[{"type":"function","function":{"name":"get_weather"}}],"tool_choice":"required"}
            """;

        JsonNode answer = await sandbox.PostChatAsync(Body).ReadJsonAsync();

        Assert.Equal("The tool answered “-4 °C” and “22 °C”, and that settles it.", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal("stop", (string?)answer["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Stream_ToolCalls_ComeInPiecesThatMakeTheWholeCall()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        string body = SandboxCalls.Chat("get_weather and run_sql", more: Tools);

        List<JsonNode> chunks = await sandbox.PostChatAsync(body[..^1] + ""","stream":true}""").ReadChunksAsync();

        Assert.Equal("""{"role":"assistant","content":null,"refusal":null}""", chunks[0]["choices"]![0]!["delta"]!.ToJsonString());
        JsonNode[] pieces = [.. chunks.SelectMany(c => c["choices"]![0]!["delta"]!["tool_calls"]?.AsArray() ?? []).OfType<JsonNode>()];
        JsonNode[] weather = [.. pieces.Where(p => (int?)p["index"] == 0)];
        JsonNode[] sql = [.. pieces.Where(p => (int?)p["index"] == 1)];
        Assert.Equal("get_weather", (string?)weather[0]["function"]!["name"]);
        Assert.Equal("", (string?)weather[0]["function"]!["arguments"]);
        Assert.NotNull(weather[0]["id"]);
        Assert.All(weather[1..], p => Assert.Null(p["id"]));
        Assert.True(weather.Length > 3);
        Assert.Equal("""{"city":"city"}""", string.Concat(weather.Select(p => (string?)p["function"]!["arguments"])));
        Assert.Equal("get_weather and run_sql", string.Concat(sql.Select(p => (string?)p["custom"]!["input"])));
        Assert.Equal("tool_calls", (string?)chunks[^1]["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task ChatCompletions_LimitWithinTheArguments_EndsWithLength()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("get_weather", more: Tools + ""","max_tokens":3""")).ReadJsonAsync();

        Assert.Equal("length", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal("""{"city""", (string?)answer["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["arguments"]);
    }
}

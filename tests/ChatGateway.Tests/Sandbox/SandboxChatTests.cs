using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxChatTests
{
    [Fact]
    public async Task ChatCompletions_Hello_AnswersInTheOfficialShape()
    {
        var time = new ManualTime(DateTimeOffset.FromUnixTimeSeconds(1767262800));
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { TimeProvider = time });

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello")).ReadJsonAsync();

        JsonNode expected = JsonNode.Parse("""
            {
              "id": "?",
              "object": "chat.completion",
              "created": 1767262800,
              "model": "gpt-4o-mini",
              "service_tier": "default",
              "system_fingerprint": "fp_sandbox",
              "choices": [{
                "index": 0,
                "message": {
                  "role": "assistant",
                  "content": "You wrote “Hello”, and here is a friendly answer from the sandbox: nothing has left this machine.",
                  "refusal": null
                },
                "logprobs": null,
                "finish_reason": "stop"
              }],
              "usage": {
                "prompt_tokens": 9,
                "completion_tokens": 23,
                "total_tokens": 32,
                "prompt_tokens_details": { "cached_tokens": 0, "audio_tokens": 0 },
                "completion_tokens_details": {
                  "reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0
                }
              }
            }
            """)!;
        Assert.StartsWith("chatcmpl-", (string?)answer["id"], StringComparison.Ordinal);
        answer["id"] = "?";
        Assert.Equal(expected.ToJsonString(), answer.ToJsonString());
    }

    [Fact]
    public async Task ChatCompletions_SameRequest_SameAnswer()
    {
        var options = new SandboxOptions { TimeProvider = new ManualTime(DateTimeOffset.UnixEpoch) };
        string body = SandboxCalls.Chat("Tell me a story", more: ""","logprobs":true,"top_logprobs":3,"n":2""");
        await using var first = await SandboxGateway.StartAsync(options);
        await using var second = await SandboxGateway.StartAsync(options);

        JsonNode a = await first.PostChatAsync(body).ReadJsonAsync();
        JsonNode b = await second.PostChatAsync(body).ReadJsonAsync();

        Assert.Equal(a.ToJsonString(), b.ToJsonString());
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task ChatCompletions_TokenLimit_EndsWithLength(string name)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: $",\"{name}\":4")).ReadJsonAsync();

        Assert.Equal("length", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal("You wrote “Hello", Text(answer));
        Assert.Equal(4, (int?)answer["usage"]!["completion_tokens"]);
    }

    [Theory]
    [InlineData(""" "friendly" """)]
    [InlineData(""" ["nowhere in it", "", "friendly", "sandbox"] """)]
    public async Task ChatCompletions_Stop_EndsBeforeIt(string stop)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: ",\"stop\":" + stop)).ReadJsonAsync();

        Assert.Equal("stop", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal("You wrote “Hello”, and here is a ", Text(answer));
    }

    [Fact]
    public async Task ChatCompletions_SeveralChoices_Differ()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: ""","n":3""")).ReadJsonAsync();

        JsonArray choices = answer["choices"]!.AsArray();
        Assert.Equal([0, 1, 2], choices.Select(c => (int)c!["index"]!));
        Assert.Equal(3, choices.Select(c => (string?)c!["message"]!["content"]).Distinct().Count());
    }

    [Fact]
    public async Task ChatCompletions_Parts_AreReadAndPicturesCount()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        const string Parts = """
            {"model":"gpt-4o-mini","messages":[{"role":"user","content":[
            {"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://example.org/cat.png"}}]}]}
            """;

        JsonNode answer = await sandbox.PostChatAsync(Parts).ReadJsonAsync();

        Assert.StartsWith("You wrote “What is this?”", Text(answer), StringComparison.Ordinal);
        Assert.True((int)answer["usage"]!["prompt_tokens"]! > 85);
    }

    [Theory]
    [InlineData("deepseek-r1", true)]
    [InlineData("deepseek-v3", false)]
    [InlineData("gpt-5-mini", false)]
    public async Task ChatCompletions_Reasoning_IsShownByDeepSeeksReasoningModels(string model, bool shown)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", model)).ReadJsonAsync();

        string? reasoning = (string?)answer["choices"]![0]!["message"]!["reasoning_content"];
        int tokens = (int)answer["usage"]!["completion_tokens_details"]!["reasoning_tokens"]!;
        Assert.Equal(shown, reasoning?.Contains("Hello", StringComparison.Ordinal) ?? false);
        Assert.Equal(shown, tokens > 0);
    }

    [Fact]
    public async Task ChatCompletions_LimitWithinTheReasoning_LeavesNoText()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "deepseek-r1", ""","max_tokens":2""")).ReadJsonAsync();

        Assert.Equal("The user", (string?)answer["choices"]![0]!["message"]!["reasoning_content"]);
        Assert.Equal("", Text(answer));
        Assert.Equal("length", (string?)answer["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task ChatCompletions_LongPrompt_IsQuotedByItsBeginning()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat(string.Concat(Enumerable.Repeat("👩‍🚀", 300)))).ReadJsonAsync();

        Assert.StartsWith($"You wrote “{string.Concat(Enumerable.Repeat("👩‍🚀", 200))}…”", Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChatCompletions_JsonObject_AnswersJson()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("JSON please", more: ""","response_format":{"type":"json_object"}"""))
            .ReadJsonAsync();

        Assert.Contains("JSON please", (string?)JsonNode.Parse(Text(answer)!)!["answer"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"x":{}},"required":["name","age"]}""", """{"name":"name","age":1}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":["null","number"],"minimum":2.5}}}""", """{"a":true,"b":3}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","minItems":2,"items":{"enum":["x","y"]}}},"required":["a"]}""", """{"a":["x","x"]}""")]
    [InlineData("""{"properties":{"p":{"$ref":"#/$defs/place"}},"required":["p"],"$defs":{"place":{"type":"object","properties":{"city":{"const":"Oslo"}},"required":["city"]}}}""", """{"p":{"city":"Oslo"}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"anyOf":[{"type":"null"},{"type":"integer","minimum":7,"multipleOf":5}]}},"required":["a","undeclared"]}""", """{"a":10,"undeclared":"undeclared"}""")]
    [InlineData("""{"type":"object","properties":{"d":{"type":"string","format":"date"},"s":{"type":"string","minLength":3,"maxLength":4}},"required":["d","s"]}""", """{"d":"2026-01-01","s":"sxx"}""")]
    [InlineData("""{"allOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},{"type":"object","properties":{"b":{"type":"null"}},"required":["b"]}]}""", """{"a":1,"b":null}""")]
    [InlineData("""{"type":"object","properties":{"n":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1,"multipleOf":0.5},"x":{"default":{"k":1}}},"required":["n","x"]}""", """{"n":0.5,"x":{"k":1}}""")]
    [InlineData("""{"type":"object","properties":{"child":{"$ref":"#"},"leaf":{"type":"string"}},"required":["leaf"]}""", """{"leaf":"leaf"}""")]
    [InlineData("""{"type":"object","properties":{"child":{"$ref":"#/nowhere"}},"required":["child"]}""", """{"child":"child"}""")]
    public async Task ChatCompletions_JsonSchema_AnswersASmallInstance(string schema, string instance)
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        string format = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":" + schema + "}}";

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Go", more: format)).ReadJsonAsync();

        Assert.Equal(instance, Text(answer));
    }

    [Fact]
    public async Task ChatCompletions_RecursiveSchema_Ends()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        const string Schema = """{"type":"object","properties":{"child":{"$ref":"#"}},"required":["child"]}""";
        string format = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":" + Schema + "}}";

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Go", more: format)).ReadJsonAsync();

        Assert.StartsWith("""{"child":{"child":""", Text(answer), StringComparison.Ordinal);
    }

    private static string? Text(JsonNode answer) => (string?)answer["choices"]![0]!["message"]!["content"];
}

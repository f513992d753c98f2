using System.Net;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxValidationTests
{
    [Theory]
    [InlineData("""[]""", "$: must be an object, not an array")]
    [InlineData("""{}""", "$.messages: is required")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "$.model: is required")]
    [InlineData("""{"model":null,"messages":[]}""", "$.model: must be a string, not null")]
    [InlineData("""{"model":5,"messages":[]}""", "$.model: must be a string, not a number")]
    [InlineData("""{"model":"m","messages":"Hello"}""", "$.messages: must be an array, not a string")]
    [InlineData("""{"model":"m","messages":null}""", "$.messages: must be an array, not null")]
    [InlineData("""{"model":"m","messages":[]}""", "$.messages: must hold at least one message")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}]}""", "$.messages[0].role: is required")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}""", "$.messages[0].content: is required")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":null}]}""", "$.messages[0].content: must not be null for the role user")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":5}]}""", "$.messages[0].content: must be a string or an array, not a number")]
    [InlineData(
        """{"model":"m","messages":[{"role":"boss","content":"x"}]}""",
        "$.messages[0].role: must be one of developer, system, user, assistant, tool, function")]
    [InlineData(
        """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"image"}]}]}""",
        "$.messages[1].content[1].type: must be one of text, image_url, input_audio, file, refusal, thinking, video_url")]
    [InlineData(
        """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"detail":"low"}}]}]}""",
        "$.messages[0].content[0].image_url.url: is required")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","content":"x"}]}""", "$.messages[0].tool_call_id: is required for the role tool")]
    [InlineData(
        """{"model":"m","messages":[{"role":"tool","content":"x","tool_call_id":"call_1"}]}""",
        "$.messages[0].tool_call_id: must name a call in tool_calls of an earlier message")]
    public async Task ChatCompletions_WrongMessages_Answers400WithThePath(string body, string message)
        => await AssertRefusedAsync("chat/completions", body, message);

    [Theory]
    [InlineData(""" "temperature":3 """, "$.temperature: must be at most 2")]
    [InlineData(""" "temperature":-0.5 """, "$.temperature: must be at least 0")]
    [InlineData(""" "temperature":"hot" """, "$.temperature: must be a number, not a string")]
    [InlineData(""" "n":0 """, "$.n: must be at least 1")]
    [InlineData(""" "n":1.5 """, "$.n: must be an integer, not a number")]
    [InlineData(""" "max_tokens":5000000000 """, "$.max_tokens: must fit into 32 bits")]
    [InlineData(""" "max_tokens":0 """, "$.max_tokens: must be at least 1")]
    [InlineData(""" "max_completion_tokens":-1 """, "$.max_completion_tokens: must be at least 1")]
    [InlineData(""" "stream":"yes" """, "$.stream: must be a boolean, not a string")]
    [InlineData(""" "stream_options":{"include_usage":true} """, "$.stream_options: is only allowed when stream is true")]
    [InlineData(""" "top_logprobs":3 """, "$.top_logprobs: is only allowed when logprobs is true")]
    [InlineData(""" "logprobs":true,"top_logprobs":21 """, "$.top_logprobs: must be at most 20")]
    [InlineData(""" "stop":["a",1] """, "$.stop[1]: must be a string, not a number")]
    [InlineData(""" "stop":7 """, "$.stop: must be a string or an array, not a number")]
    [InlineData(""" "logit_bias":{"17 34":"much"} """, "$.logit_bias['17 34']: must be an integer, not a string")]
    [InlineData(""" "metadata":{"a":1} """, "$.metadata.a: must be a string, not a number")]
    [InlineData(""" "reasoning_effort":"extreme" """, "$.reasoning_effort: must be one of none, minimal, low, medium, high, xhigh, max")]
    [InlineData(""" "response_format":{"type":"xml"} """, "$.response_format.type: must be one of text, json_object, json_schema, structural_tag")]
    [InlineData(""" "response_format":{"type":"json_schema"} """, "$.response_format.json_schema: is required for the type json_schema")]
    [InlineData(""" "tools":[{"type":"function"}] """, "$.tools[0].function: is required for the type function")]
    [InlineData(""" "tools":[{"type":"allowed_tools"}] """, "$.tools[0].type: must be one of function, custom")]
    [InlineData(""" "tools":[{"type":"function","function":{}}] """, "$.tools[0].function.name: is required")]
    [InlineData(""" "tool_choice":"required" """, "$.tool_choice: is only allowed when tools are given")]
    [InlineData(""" "tool_choice":"always" """, "$.tool_choice: must be one of none, auto, required, or name a tool")]
    [InlineData(
        """ "tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":{"type":"function","function":{"name":"b"}} """,
        "$.tool_choice: must name one of the tools")]
    public async Task ChatCompletions_WrongOption_Answers400WithThePath(string option, string message)
        => await AssertRefusedAsync("chat/completions", SandboxCalls.Chat("Hello", more: "," + option), message);

    [Theory]
    [InlineData("""{"model":"m"}""", "$.input: is required")]
    [InlineData("""{"model":"m","input":null}""", "$.input: must be a string or an array, not null")]
    [InlineData("""{"model":"m","input":""}""", "$.input: must not be empty")]
    [InlineData("""{"model":"m","input":[]}""", "$.input: must not be empty")]
    [InlineData("""{"model":"m","input":["a",""]}""", "$.input[1]: must not be empty")]
    [InlineData("""{"model":"m","input":[[1],[]]}""", "$.input[1]: must not be empty")]
    [InlineData("""{"model":"m","input":[[1,"a"]]}""", "$.input[0][1]: must be an integer, not a string")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"hex"}""", "$.encoding_format: must be one of float, base64")]
    [InlineData("""{"model":"m","input":"a","dimensions":0}""", "$.dimensions: must be at least 1")]
    [InlineData("""{"model":"text-embedding-3-small","input":"a","dimensions":1537}""", "$.dimensions: must be at most 1536 for text-embedding-3-small")]
    [InlineData("""{"model":"text-embedding-ada-002","input":"a","dimensions":8}""", "$.dimensions: is not supported by text-embedding-ada-002")]
    public async Task Embeddings_WrongRequest_Answers400WithThePath(string body, string message)
        => await AssertRefusedAsync("embeddings", body, message);

    [Fact]
    public async Task Embeddings_TooManyInputs_Answers400()
    {
        string inputs = string.Join(",", Enumerable.Repeat("\"a\"", 2049));

        await AssertRefusedAsync("embeddings", $$"""{"model":"m","input":[{{inputs}}]}""", "$.input: must hold at most 2048 items");
    }

    [Theory]
    [InlineData(""" "audio":null,"stop":null,"tools":null,"stream":null,"n":null,"stream_options":null,"tool_choice":null,"response_format":null """)]
    [InlineData(""" "max_tokens":64.0,"seed":-9223372036854775808 """)]
    [InlineData(""" "made_up":{"deep":[1,null]},"tool_choice":"auto" """)]
    public async Task ChatCompletions_NullsUnknownMembersAndWholeNumbers_Pass(string options)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: "," + options)).ReadJsonAsync();
    }

    [Theory]
    [InlineData("chat-gateway-extensions.json", "chat/completions")]
    [InlineData("chat-minimal.json", "chat/completions")]
    [InlineData("chat-multimodal.json", "chat/completions")]
    [InlineData("chat-stream-options.json", "chat/completions")]
    [InlineData("chat-structured-output.json", "chat/completions")]
    [InlineData("chat-tools-roundtrip.json", "chat/completions")]
    [InlineData("embeddings-batch-base64.json", "embeddings")]
    public async Task Routes_RequestSample_IsAccepted(string file, string route)
    {
        await using var sandbox = await SandboxGateway.StartAsync(SandboxCalls.Open);

        using HttpResponseMessage response = await sandbox.PostAsync(route, Sample(file));

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ChatCompletions_EveryToolChoice_IsAccepted()
    {
        await using var sandbox = await SandboxGateway.StartAsync(SandboxCalls.Open);
        JsonArray variants = JsonNode.Parse(Sample("chat-tool-choice-variants.json"))!.AsArray();
        Assert.NotEmpty(variants);
        foreach (JsonNode? choice in variants)
        {
            string more = $$$"""
                ,"tools":[{"type":"function","function":{"name":"get_weather"}},{"type":"custom","custom":{"name":"run_sql"}}],
                "tool_choice":{{{choice!.ToJsonString()}}}
                """;

            await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: more)).ReadJsonAsync();
        }
    }

    [Fact]
    public void Samples_EveryRequestFile_IsCovered()
    {
        string[] files = [.. Directory.GetFiles(Path.GetDirectoryName(SamplePath("x"))!).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

        Assert.Equal(
            [
                "chat-gateway-extensions.json", "chat-minimal.json", "chat-multimodal.json", "chat-stream-options.json", "chat-structured-output.json",
                "chat-tool-choice-variants.json", "chat-tools-roundtrip.json", "embeddings-batch-base64.json",
            ],
            files);
    }

    private static string SamplePath(string file) => Path.Combine(AppContext.BaseDirectory, "Wire", "Samples", "requests", file);

    private static string Sample(string file) => File.ReadAllText(SamplePath(file));

    private static async Task AssertRefusedAsync(string route, string body, string message)
    {
        await using var sandbox = await SandboxGateway.StartAsync(SandboxCalls.Open);

        await sandbox.PostAsync(route, body).AssertErrorAsync(HttpStatusCode.BadRequest, "400 BAD_REQUEST", message);
    }
}

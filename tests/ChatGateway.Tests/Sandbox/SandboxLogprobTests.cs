using System.Text;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxLogprobTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task ChatCompletions_Logprobs_CoverTheTextWithValidProbabilities(int top)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Grüße 👩‍🚀 你好", more: $",\"logprobs\":true,\"top_logprobs\":{top}"))
            .ReadJsonAsync();

        JsonNode choice = answer["choices"]![0]!;
        JsonArray entries = choice["logprobs"]!["content"]!.AsArray();
        Assert.Equal((int?)answer["usage"]!["completion_tokens"], entries.Count);
        Assert.Equal((string?)choice["message"]!["content"], string.Concat(entries.Select(e => (string?)e!["token"])));
        foreach (JsonNode? entry in entries)
        {
            Assert.Equal(Encoding.UTF8.GetBytes((string)entry!["token"]!), entry["bytes"]!.AsArray().Select(b => (byte)(int)b!));
            JsonArray alternatives = entry["top_logprobs"]!.AsArray();
            Assert.Equal(top, alternatives.Count);
            Assert.Equal(top, alternatives.Select(a => (string?)a!["token"]).Distinct().Count());
            Assert.True(alternatives.Sum(a => Math.Exp((double)a!["logprob"]!)) <= 1 + 1e-5);
            Assert.InRange((double)entry["logprob"]!, -1, 0);
            if (top > 0)
                Assert.Equal((string?)entry["token"], (string?)alternatives[0]!["token"]);
        }
    }

    [Fact]
    public async Task ChatCompletions_NoLogprobsAskedFor_AreNull()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: ""","logprobs":false""")).ReadJsonAsync();

        Assert.Null(answer["choices"]![0]!["logprobs"]);
    }

    [Fact]
    public async Task Stream_Logprobs_AreThoseOfTheWholeAnswer()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        const string Logprobs = ""","logprobs":true,"top_logprobs":2""";

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: Logprobs)).ReadJsonAsync();
        List<JsonNode> chunks = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: Logprobs + ""","stream":true""")).ReadChunksAsync();

        string?[] whole = [.. answer["choices"]![0]!["logprobs"]!["content"]!.AsArray().Select(e => e!.ToJsonString())];
        string?[] streamed =
        [
            .. chunks.Select(c => c["choices"]![0]!["logprobs"]).OfType<JsonNode>().SelectMany(l => l["content"]!.AsArray()).Select(e => e!.ToJsonString()),
        ];
        Assert.Equal(whole, streamed);
    }
}

using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxStreamTests
{
    [Fact]
    public async Task Stream_Chunks_ComeInTheOfficialOrder()
    {
        var time = new ManualTime(DateTimeOffset.FromUnixTimeSeconds(1767262800));
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { TimeProvider = time });

        List<string> events = await sandbox.PostChatAsync(
            SandboxCalls.Chat("Hi", more: ""","stream":true,"max_tokens":2,"stream_options":{"include_usage":true}""")).ReadEventsAsync();

        string id = (string)JsonNode.Parse(events[0])!["id"]!;
        string head = $$"""
            {"id":"{{id}}","object":"chat.completion.chunk","created":1767262800,"model":"gpt-4o-mini","service_tier":"default","system_fingerprint":"fp_sandbox",
            """;
        const string Usage = """
            {"prompt_tokens":8,"completion_tokens":2,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},
            "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}
            """;
        Assert.All(events[..^1], e => Assert.StartsWith(head, e, StringComparison.Ordinal));
        Assert.Equal(
            [
                """{"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}""",
                """{"choices":[{"index":0,"delta":{"content":"You"},"logprobs":null,"finish_reason":null}],"usage":null}""",
                """{"choices":[{"index":0,"delta":{"content":" wrote"},"logprobs":null,"finish_reason":null}],"usage":null}""",
                """{"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"length"}],"usage":null}""",
                """{"choices":[],"usage":""" + Usage.Replace("\n", "", StringComparison.Ordinal) + "}",
            ],
            events[..^1].Select(e => "{" + e[head.Length..]));
        Assert.Equal("[DONE]", events[^1]);
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("👩‍🚀 e\u0301 你好，世界 🙂")]
    public async Task Stream_Pieces_MakeTheWholeAnswer(string prompt)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat(prompt)).ReadJsonAsync();
        List<JsonNode> chunks = await sandbox.PostChatAsync(SandboxCalls.Chat(prompt, more: ""","stream":true""")).ReadChunksAsync();

        Assert.True(chunks.Count > 10);
        Assert.Equal((string?)answer["choices"]![0]!["message"]!["content"], string.Concat(chunks.Select(c => (string?)c["choices"]![0]!["delta"]!["content"])));
        Assert.All(chunks, c => Assert.False(c.AsObject().ContainsKey("usage")));
    }

    [Fact]
    public async Task Stream_SeveralChoices_TakeTurns()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        List<JsonNode> chunks = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: ""","stream":true,"n":2,"max_tokens":3""")).ReadChunksAsync();

        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], chunks.Select(c => (int)c["choices"]![0]!["index"]!));
    }

    [Fact]
    public async Task Stream_Reasoning_ComesBeforeTheText()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        List<JsonNode> chunks = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "deepseek-r1", ""","stream":true""")).ReadChunksAsync();

        bool[] reasoning = [.. chunks[1..^1].Select(c => c["choices"]![0]!["delta"]!["reasoning_content"] is not null)];
        Assert.True(reasoning[0]);
        Assert.False(reasoning[^1]);
        Assert.Equal(1, reasoning.Zip(reasoning.Skip(1)).Count(p => p.First != p.Second));
    }

    [Fact]
    public async Task Stream_ChunkDelay_SpacesTheChunksAndEachIsFlushed()
    {
        var delay = TimeSpan.FromSeconds(1);
        var clock = new FakeTimeProvider();
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ChunkDelay = delay, TimeProvider = clock });

        using HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: ""","stream":true,"max_tokens":5"""));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        string? first = await reader.ReadLineAsync();
        // it has come before the first gap has ended: the clock stands still
        Task<string> rest = reader.ReadToEndAsync();
        int delays = 0;
        for (; !rest.IsCompleted && delays < 1000; delays++)
        {
            clock.Advance(delay);
            await Task.WhenAny(rest, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        Assert.StartsWith("data: ", first, StringComparison.Ordinal);
        // role, five pieces, finish and [DONE]: seven gaps; the clock may move before one begins
        Assert.InRange(delays, 7, 999);
        Assert.EndsWith("data: [DONE]\n\n", await rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Refused_AnswersJsonInstead()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode error = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", "gpt-4-0613", ""","stream":true"""))
            .ReadJsonAsync(System.Net.HttpStatusCode.Forbidden);

        Assert.Equal("403 FORBIDDEN", (string?)error["error"]!["code"]);
    }
}

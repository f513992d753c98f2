using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>What <c>chatgw ask</c> sends and what it prints.</summary>
public sealed class AskAnswerTests
{
    [Fact]
    public async Task Ask_NoKeyNoEndpoint_AnswersFromSandbox()
    {
        CliResult result = await CliProcess.RunAsync(["ask", "Hello", "there"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("You wrote “Hello there”, and here is a friendly answer from the sandbox: nothing has left this machine.\n", result.Output);
        string[] notes = result.Error.Split('\n');
        Assert.StartsWith("chatgw: no key and no endpoint set: answering from the built-in sandbox ", notes[0], StringComparison.Ordinal);
        Assert.Matches("^chatgw: gpt-4o-mini: [0-9]+ prompt \\+ [0-9]+ completion tokens$", notes[1]);
    }

    [Fact]
    public async Task Ask_OpenAIKeyOnly_IsNotUsed()
    {
        CliResult result = await CliProcess.RunAsync(["ask", "x"], environment: ("OPENAI_API_KEY", CliProcess.Key));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("built-in sandbox", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_SlowAnswer_PrintsEachChunkAsItComes()
    {
        var seen = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await Chunks.BeginAsync(connection, "first ");
            // the rest comes only when the test has read the beginning
            await seen.Task;
            await connection.SendChunkAsync($"data: {Chunks.Text("second")}\n\ndata: {Chunks.Stop}\n\ndata: [DONE]\n\n");
            await connection.EndChunkedAsync();
        });

        using CliProcess cli = CliProcess.Start(["ask", "x"], server.Endpoint);
        await cli.SendInputAsync("");
        await cli.ReadUntilAsync("first ");
        seen.SetResult();
        CliResult result = await cli.WaitAsync();

        Assert.Equal((0, "first second\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Ask_SlowSandbox_BeginsBeforeTheEnd()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(
            new SandboxOptions { Rules = SandboxRules.Open, ChunkDelay = TimeSpan.FromSeconds(1) });

        using CliProcess cli = CliProcess.Start(["ask", "x"], sandbox.Endpoint);
        await cli.SendInputAsync("");
        await cli.ReadUntilAsync("You");

        // a quarter of a minute is left, which nobody waits for
        Assert.False(Assert.Single(sandbox.Requests).Completion.IsCompleted);
    }

    [Theory]
    [InlineData("Explain", "line 1\nline 2\n", "Explain\n\nline 1\nline 2")]
    [InlineData("Explain", "", "Explain")]
    [InlineData("Explain", "\n", "Explain")]
    [InlineData(null, "only piped: ä猫\r\n", "only piped: ä猫")]
    public async Task Ask_Input_FollowsThePrompt(string? word, string input, string expected)
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("ok"));

        CliResult result = await CliProcess.RunAsync(word is null ? ["ask"] : ["ask", word], server.Endpoint, input: input);

        Assert.Equal((0, "ok\n"), (result.ExitCode, result.Output));
        Assert.Equal(expected, (string?)Body(server)["messages"]![0]!["content"]);
    }

    [Fact]
    public async Task Ask_SystemAndModel_AreSent()
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("ok"));

        await CliProcess.RunAsync(["ask", "--system", "Be terse.", "--model", "llama-3", "Hi"], server.Endpoint, environment: ("CHATGATEWAY_MODEL", "other"));

        JsonNode expected = JsonNode.Parse("""
            {"messages":[{"role":"system","content":"Be terse."},{"role":"user","content":"Hi"}],
             "model":"llama-3","stream":true,"stream_options":{"include_usage":true}}
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, Body(server)), server.Requests[0].Body);
    }

    [Theory]
    [InlineData("env-model", "env-model")]
    [InlineData("", "gpt-4o-mini")]
    public async Task Ask_NoModelOption_TakesEnvironmentOrDefault(string variable, string expected)
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("ok"));

        await CliProcess.RunAsync(["ask", "Hi"], server.Endpoint, environment: ("CHATGATEWAY_MODEL", variable));

        Assert.Equal(expected, (string?)Body(server)["model"]);
    }

    [Fact]
    public async Task Ask_Json_PrintsChunksAsLines()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = SandboxRules.Open });

        CliResult plain = await CliProcess.RunAsync(["ask", "猫?"], sandbox.Endpoint);
        CliResult lines = await CliProcess.RunAsync(["ask", "--json", "猫?"], sandbox.Endpoint);

        JsonNode[] chunks = [.. lines.Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!)];
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", (string?)chunk["object"]));
        Assert.Equal(plain.Output, string.Concat(chunks.Select(chunk => (string?)chunk["choices"]!.AsArray().FirstOrDefault()?["delta"]?["content"])) + "\n");
        Assert.True((int?)chunks[^1]["usage"]!["total_tokens"] > 0);
    }

    [Fact]
    public async Task Ask_CharacterCutInTwo_ComesWhole()
    {
        ScriptedStep halves = ScriptedServer.Sse(
            Chunks.Delta("content", "\"a\\ud83d\""), Chunks.Delta("content", "\"\\ude00b\""), Chunks.Stop, "[DONE]");
        await using ScriptedServer server = ScriptedServer.Start(halves);

        CliResult plain = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);
        CliResult lines = await CliProcess.RunAsync(["ask", "--json", "x"], server.Endpoint);

        Assert.Equal("a😀b\n", plain.Output);
        Assert.Contains("\"content\":\"a\"", lines.Output, StringComparison.Ordinal);
        Assert.Contains("\"content\":\"\\uD83D\\uDE00b\"", lines.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_Reasoning_IsPrintedWithJsonOnly()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedServer.Sse(Chunks.Delta("reasoning_content", "\"hm\""), Chunks.Text("42"), Chunks.Stop, "[DONE]"));

        CliResult plain = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);
        CliResult lines = await CliProcess.RunAsync(["ask", "--json", "x"], server.Endpoint);

        Assert.Equal(("42\n", ""), (plain.Output, plain.Error));
        Assert.Contains("\"reasoning_content\":\"hm\"", lines.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_Refusal_IsANote()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedServer.Sse(Chunks.Delta("refusal", "\"I can't \""), Chunks.Delta("refusal", "\"help\\u001b[2J.\""), Chunks.Stop, "[DONE]"));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Equal("chatgw: the model refused: I can't help [2J.\n", result.Error);
    }

    [Fact]
    public async Task Ask_AnswerCutByLength_SaysSo()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(
            Chunks.Text("half"), Chunks.Stop.Replace("stop", "length", StringComparison.Ordinal), "[DONE]"));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);

        Assert.Equal((0, "half\n"), (result.ExitCode, result.Output));
        Assert.Equal("chatgw: the answer ends at the token limit and may be incomplete\n", result.Error);
    }

    [Fact]
    public async Task Ask_AnswerEndsInALineBreak_NoneIsAdded()
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("one\n", "two\n"));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint);

        Assert.Equal("one\ntwo\n", result.Output);
    }

    [Fact]
    public async Task Ask_Quiet_AsksForNoUsageAndPrintsNone()
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("ok"));

        CliResult result = await CliProcess.RunAsync(["ask", "--quiet", "x"], server.Endpoint);

        Assert.Equal(("ok\n", ""), (result.Output, result.Error));
        Assert.Null(Body(server)["stream_options"]);
    }

    [Fact]
    public async Task Ask_OtherLocale_PrintsUtf8()
    {
        await using ScriptedServer server = ScriptedServer.Start(Chunks.Answer("ä猫"));

        CliResult result = await CliProcess.RunAsync(["ask", "x"], server.Endpoint, environment: ("LC_ALL", "de_DE.ISO-8859-1"));

        Assert.Equal("ä猫\n", result.Output);
    }

    private static JsonNode Body(ScriptedServer server) => JsonNode.Parse(Assert.Single(server.Requests).Body)!;
}

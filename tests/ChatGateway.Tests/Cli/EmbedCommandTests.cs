using System.Runtime.Versioning;
using System.Text.Json;
using ChatGateway.Tests.Servers;
using Newtonsoft.Json.Linq;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>Vectors of lines.</summary>
public sealed class EmbedCommandTests
{
    [Fact]
    public async Task Embed_Lines_AreVectorsInTheirOrder()
    {
        CliResult result = await CliProcess.RunAsync(["embed", "--dimensions", "8"], input: "red\n\n  green  \r\nblue");

        JsonElement[] lines = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["0 red", "1 green", "2 blue"], lines.Select(line => $"{line.GetProperty("index")} {line.GetProperty("input")}"));
        Assert.All(lines, line => Assert.Equal(8, line.GetProperty("embedding").GetArrayLength()));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Embed_ManyLines_GoInSeveralRequests()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Vectors(64)), ScriptedServer.Json(200, Vectors(6)));

        CliResult result = await CliProcess.RunAsync(
            ["embed", "--model", "m"], server.Endpoint, CliProcess.Key, string.Join('\n', Enumerable.Range(0, 70).Select(i => $"text {i}")));

        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(70, lines.Length);
        Assert.Equal("""{"index":69,"input":"text 69","embedding":[5]}""", lines[69]);
        Assert.Equal([64, 6], server.Requests.Select(request => ((JArray)JObject.Parse(request.Body)["input"]!).Count));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Embed_IntoAFileAtATerminal_ShowsABar()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Vectors(64)), ScriptedServer.Json(200, Vectors(6)));
        string folder = Directory.CreateTempSubdirectory("chatgw-embed-").FullName;
        string lines = Path.Combine(folder, "lines");
        string vectors = Path.Combine(folder, "vectors");
        await File.WriteAllLinesAsync(lines, Enumerable.Range(0, 70).Select(i => $"text {i}"));
        // a variable that speaks of a build server hides no bar from who sits at a terminal
        using PseudoTerminal terminal = PseudoTerminal.Start(
            $"embed --model m < '{lines}' > '{vectors}'", server.Endpoint, CliProcess.Key, ("GITHUB_ACTIONS", "true"));

        await terminal.SeeAsync("70 of 70 texts");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Contains("\u2501\u2501\u2501", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("100%", terminal.Screen, StringComparison.Ordinal);
        Assert.Equal(70, (await File.ReadAllLinesAsync(vectors)).Length);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Embed_Words_AreOneText()
    {
        CliResult result = await CliProcess.RunAsync(["embed", "--dimensions", "2", "two", "words"]);

        Assert.Contains("\"input\":\"two words\"", Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "embed")]
    [InlineData(2, "embed", "--bogus")]
    [InlineData(4, "embed", "--model", "gpt-4o", "text")]
    public async Task Embed_WhatCannotWork_IsRefused(int exitCode, params string[] arguments) =>
        Assert.Equal(exitCode, (await CliProcess.RunAsync(arguments)).ExitCode);

    [Theory]
    [InlineData("")]
    [InlineData(" ", "")]
    public async Task Embed_BlankWords_AreRefusedUnsent(params string[] words)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Vectors(1)));

        CliResult result = await CliProcess.RunAsync(["embed", .. words], server.Endpoint, input: "a line that is not meant");

        Assert.Equal((2, "chatgw: there is nothing to embed: write a text, or pipe lines in\n"), (result.ExitCode, result.Error));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Help_Embed() => await Verifier.Verify((await CliProcess.RunAsync(["embed", "--help"])).Transcript("chatgw embed --help"));

    private static string Vectors(int count) =>
        $$"""{"object":"list","data":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"index":{{i}},"embedding":[{{i}}]}"""))}}]}""";
}

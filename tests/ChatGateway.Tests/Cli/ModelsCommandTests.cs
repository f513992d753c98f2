using System.Text.Json;
using ChatGateway.Tests.Servers;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>The list of models: the catalogue's, and what a gateway offers.</summary>
public sealed class ModelsCommandTests
{
    [Fact]
    public async Task Models_OfFreeKeys() => await Verifier.Verify(await TranscriptAsync("models --tier free"));

    [Fact]
    public async Task Models_WithPricesByLength() => await Verifier.Verify(await TranscriptAsync("models --provider Alibaba"));

    [Fact]
    public async Task Models_None() => await Verifier.Verify(await TranscriptAsync("models --provider deepseek --kind embedding"));

    [Theory]
    [InlineData("no provider 'nobody'", "--provider", "nobody")]
    [InlineData("no kind 'chatty'", "--kind", "chatty")]
    [InlineData("--endpoint goes with --live", "--endpoint", "http://127.0.0.1:1/v1")]
    public async Task Models_OfNothingThatThereIs_AreAMistakeOfUsage(string message, params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(["models", .. arguments]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_OfAKindOfTwoWords_AreFoundByIt()
    {
        CliResult result = await CliProcess.RunAsync(["models", "--kind", "image-chat", "--json"]);

        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ModelCatalog.Find(ModelKind.ImageChat).Count, lines.Length);
        Assert.All(lines, line => Assert.Contains("\"kind\":\"image-chat\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Models_Live_NamesWhatOnlyTheGatewayKnows()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, """{"object":"list","data":[{"id":"zeta-team"},{"id":"gpt-4o"}]}"""));

        CliResult result = await CliProcess.RunAsync(["models", "--live"], server.Endpoint, CliProcess.Key);

        Assert.Matches(@"\nzeta-team .*yes, unknown to the catalogue\n", result.Output);
        Assert.Matches(@"\ngpt-4o .* yes\n", result.Output);
        Assert.Matches(@"\ngpt-4 .* no\n", result.Output);
    }

    [Fact]
    public async Task Help_Models() => await Verifier.Verify(await TranscriptAsync("models --help"));

    [Fact]
    public async Task Models_Live_ComparesWithTheGateway()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(
            200, """{"object":"list","data":[{"id":"text-embedding-3-small","object":"model"},{"id":"zeta-team"},{"id":"alpha-team"},{"id":"gpt-4o"}]}"""));

        CliResult result = await CliProcess.RunAsync(["models", "--kind", "embedding", "--live"], server.Endpoint, CliProcess.Key);

        await Verifier.Verify(result.Transcript("chatgw models --kind embedding --live"));
    }

    [Fact]
    public async Task Models_Json_IsTheWholeCatalogue()
    {
        CliResult result = await CliProcess.RunAsync(["models", "--json"]);

        JsonElement[] lines = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(ModelCatalog.All.Select(model => model.Id.Value), lines.Select(line => line.GetProperty("id").GetString()!));
        JsonElement tiered = lines.Single(line => line.GetProperty("id").GetString() == "gpt-5.5");
        Assert.Equal(272_000, tiered.GetProperty("prices")[0].GetProperty("up_to_input_tokens").GetInt32());
        Assert.Equal(0.07m, tiered.GetProperty("prices")[1].GetProperty("input").GetDecimal());
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Models_Live_Refused_IsAnErrorOfTheGateway()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(401, """{"error":{"message":"Incorrect API key provided"}}"""));

        Assert.Equal(3, (await CliProcess.RunAsync(["models", "--live"], server.Endpoint, CliProcess.Key)).ExitCode);
    }

    [Fact]
    public async Task Models_OnATerminal_AreATableWithLines()
    {
        using PseudoTerminal terminal = PseudoTerminal.Start("models --kind embedding", new Uri("http://127.0.0.1:1/v1"), CliProcess.Key);

        Assert.Equal(0, await terminal.EndAsync());

        Assert.Contains("\u256d", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("text-embedding-3-small", terminal.Screen, StringComparison.Ordinal);
    }

    private static async Task<string> TranscriptAsync(string command) => (await CliProcess.RunAsync(command.Split(' '))).Transcript($"chatgw {command}");
}

using System.Text.Json;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary><c>chatgw doctor --explain</c> with what the file does not tell.</summary>
public sealed class ExplainOptionTests
{
    private const string FreeText = """{"error":{"message":"The free account is limited to use gpt-4o-mini","type":"chatanywhere_error","code":"403 FORBIDDEN"}}""";

    [Theory]
    [InlineData(FreeText, "LegacyRoute", "--model", "gpt-4o-mini")]
    [InlineData(FreeText, "ModelNotAllowed", "--model", "gpt-4")]
    [InlineData(FreeText, "LegacyRoute", "--endpoint", "https://api.chatanywhere.tech/v1/completions")]
    [InlineData($"POST https://api.chatanywhere.tech/v1/completions returned 403: {FreeText}", "LegacyRoute", "--endpoint", "https://api.chatanywhere.tech/v1")]
    [InlineData("""{"error":{"message":"Not found"}}""", "WrongBasePath", "--status", "404", "--endpoint", "https://gateway.example/v1/v1")]
    [InlineData("""{"error":{"message":"The model `gpt-5x` does not exist","code":"model_not_found"}}""", "ModelMisspelt", "--status", "404")]
    public async Task Cause_IsAMemberOfTheJson(string text, string cause, params string[] options)
    {
        CliResult result = await CliProcess.RunAsync(["doctor", "--json", "--explain", "-", .. options], input: text);

        Assert.Equal(0, result.ExitCode);
        JsonElement line = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(cause, line.GetProperty("cause").GetString());
        Assert.Equal("explained", line.GetProperty("check").GetString());
    }

    [Fact]
    public async Task Cause_OfACheckThatFailed_IsAMemberOfTheJson()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ApiKey = "sk-another" });

        CliResult result = await CliProcess.RunAsync(["doctor", "--json"], sandbox.Endpoint, CliProcess.Key);

        JsonElement[] lines = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("InvalidKey", Assert.Single(lines, line => line.TryGetProperty("cause", out _)).GetProperty("cause").GetString());
    }

    [Fact]
    public async Task Model_OfTheOptions_IsNamed()
    {
        CliResult result = await CliProcess.RunAsync(["doctor", "--explain", "-", "--model", "gpt-4", "--endpoint", "https://api.chatanywhere.tech/v1"], input: FreeText);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("ModelNotAllowed, https://api.chatanywhere.tech/v1, model gpt-4", result.Output, StringComparison.Ordinal);
        Assert.Contains("'gpt-4' is not a model of free keys.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--status", "--explain", "--status", "403")]
    [InlineData("--tier", "--explain", "--explain", "-", "--tier", "paid")]
    [InlineData("--timeout", "--explain", "--explain", "-", "--timeout", "5")]
    [InlineData("--allow-insecure-http", "--explain", "--explain", "-", "--allow-insecure-http")]
    [InlineData("endpoint", "not an address", "--explain", "-", "--endpoint", "nonsense")]
    public async Task Options_ThatDoNotGoTogether_AreAMistakeOfUsage(string one, string other, params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(["doctor", .. arguments], input: FreeText);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(one, result.Error, StringComparison.Ordinal);
        Assert.Contains(other, result.Error, StringComparison.Ordinal);
    }
}

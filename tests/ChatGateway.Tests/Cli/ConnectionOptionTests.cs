using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>The options that say which gateway is asked, and how far it is trusted.</summary>
public sealed class ConnectionOptionTests
{
    [Theory]
    [InlineData("ask", "hi", "--model", "gpt-4")]
    [InlineData("chat", "--model", "gpt-4")]
    [InlineData("doctor", "--model", "gpt-4")]
    public async Task Sandbox_OfAPaidKey_AnswersWithAPaidModel(params string[] arguments)
    {
        CliResult free = await CliProcess.RunAsync(arguments, input: arguments[0] == "ask" ? "" : "hi\n");
        CliResult paid = await CliProcess.RunAsync([.. arguments, "--tier", "paid"], input: arguments[0] == "ask" ? "" : "hi\n");

        Assert.Equal((4, 0), (free.ExitCode, paid.ExitCode));
        Assert.Contains("--tier paid", free.Error + free.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quota_OfThePaidSandbox_IsNotCounted()
    {
        CliResult result = await CliProcess.RunAsync(["quota", "--tier", "paid"]);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("not counted", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask", "x", "--tier", "gold")]
    [InlineData("models", "--tier", "gold")]
    [InlineData("doctor", "--tier", "0")]
    [InlineData("doctor", "--timeout", "soon")]
    [InlineData("doctor", "--timeout", "301")]
    [InlineData("embed", "x", "--dimensions", "few")]
    [InlineData("embed", "x", "--dimensions", "0")]
    [InlineData("doctor", "--explain", "-", "--status", "99999")]
    [InlineData("doctor", "--explain", "-", "--status", "-1")]
    [InlineData("doctor", "--explain", "-", "--status", "forbidden")]
    public async Task Value_ThatAnOptionDoesNotTake_IsAMistakeOfUsage(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(arguments, input: "{}");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains($"{arguments[^2]} takes ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ChatGateway.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CliProcess.Key)]
    public async Task InsecureHttp_BeyondThisMachine_IsRefusedInWordsOfTheTool(string? key)
    {
        CliResult result = await CliProcess.RunAsync(["ask", "x", "--endpoint", "http://gateway.invalid/v1"], key: key);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("plain http", result.Error, StringComparison.Ordinal);
        Assert.Contains("--allow-insecure-http", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("AllowInsecureHttp", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("key", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask", "x")]
    [InlineData("embed", "x")]
    [InlineData("chat")]
    [InlineData("models", "--live")]
    public async Task InsecureHttp_ThatIsAllowed_IsAsked(params string[] arguments)
    {
        await using ScriptedServer proxy = ScriptedServer.Start(ScriptedServer.Json(400, """{"error":{"message":"seen"}}"""));

        CliResult result = await CliProcess.RunAsync(
            [.. arguments, "--endpoint", "http://gateway.invalid/v1", "--allow-insecure-http"], input: "hi\n", environment: ("HTTP_PROXY", proxy.Address.ToString()));

        Assert.Equal(7, result.ExitCode);
        Assert.Contains("seen", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("http://gateway.invalid", proxy.Requests[0].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InsecureHttp_OfTheDoctor_IsAsked()
    {
        CliResult result = await CliProcess.RunAsync(["doctor", "--endpoint", "http://gateway.invalid/v1", "--allow-insecure-http", "--timeout", "5"]);

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("FAILED   name", result.Output, StringComparison.Ordinal);
    }
}

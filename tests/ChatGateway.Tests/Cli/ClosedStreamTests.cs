using System.Runtime.Versioning;
using ChatGateway.Tests.Build;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>Standard streams that are closed or full, as a shell makes them. The answer comes from the built-in sandbox.</summary>
[SupportedOSPlatform("linux")]
public sealed class ClosedStreamTests
{
    private const string Answer = "here is a friendly answer from the sandbox";

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task Ask_NotesThatCannotBeWritten_CostNoAnswer(string streams)
    {
        CommandResult result = await RunAsync("ask hi", streams);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(Answer, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask --bogus hi", 2)]
    [InlineData("bogus", 2)]
    [InlineData("ask --model gpt-99 hi", 4)]
    public async Task Failure_ThatCannotBeWritten_IsToldByTheExitCode(string arguments, int exitCode)
    {
        Assert.Equal(exitCode, (await RunAsync(arguments, "2>/dev/full")).ExitCode);
        Assert.Equal(exitCode, (await RunAsync(arguments, "2>&-")).ExitCode);
    }

    [Theory]
    [InlineData("ask hi", ">&-", "it is closed")]
    [InlineData("ask hi", "1</dev/null", "it is closed")]
    [InlineData("ask hi", ">/dev/full", "No space left on device")]
    [InlineData("--help", ">&-", "it is closed")]
    [InlineData("--help", ">/dev/full", "No space left on device")]
    public async Task Answer_ThatCannotBeWritten_IsAFailure(string arguments, string streams, string why)
    {
        CommandResult result = await RunAsync(arguments, streams);

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith($"chatgw: the answer could not be written: {why}\n", result.Output, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> RunAsync(string arguments, string streams)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "chatgw.dll");
        string script = $"unset ${{!CHATGATEWAY_@}}; exec timeout 60 dotnet '{tool}' {arguments} {(streams.StartsWith('<') ? "" : "</dev/null")} {streams}";
        return await CommandLine.RunAsync(Path.GetTempPath(), "bash", ["-c", script]);
    }
}

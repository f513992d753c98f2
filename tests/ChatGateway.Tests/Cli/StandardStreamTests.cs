using System.Runtime.Versioning;
using ChatGateway.Tests.Build;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>Standard streams as a shell makes them: closed, full, of any bytes. The answer comes from the built-in sandbox.</summary>
[SupportedOSPlatform("linux")]
public sealed class StandardStreamTests
{
    private const string Answer = "here is a friendly answer from the sandbox";

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    [InlineData("<&- 2>&-")]
    public async Task Ask_NotesThatCannotBeWritten_CostNoAnswer(string streams)
    {
        CommandResult result = await RunAsync("ask hi", streams);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(Answer, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask --quiet hi", 0, "You wrote “hi”")]
    [InlineData("ask --quiet", 2, "there is nothing to ask")]
    [InlineData("embed", 2, "there is nothing to embed")]
    [InlineData("chat", 0, "/help lists the commands")]
    public async Task Stdin_ThatIsClosed_IsAnEmptyOne(string arguments, int exitCode, string said)
    {
        CommandResult result = await RunAsync(arguments, "<&-");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(said, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("printf 'some text' |", "")]
    // a second descriptor of the same pipe is no sign of anything
    [InlineData("printf 'some text' |", "3<&0")]
    [InlineData("", "< <(sleep 1; echo some text)")]
    [InlineData("", "<<< 'some text'")]
    public async Task Stdin_OfAPipeOrAFile_IsRead(string before, string streams)
    {
        CommandResult result = await RunAsync("ask --quiet", streams, before);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("You wrote “some text”", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"printf '\xff\xfebad' |", "“\uFFFD\uFFFDbad”")]
    [InlineData(@"printf '\xfe\xffbad' |", "“\uFFFD\uFFFDbad”")]
    [InlineData(@"printf '\xef\xbb\xbfg\xc3\xbcnstig' |", "“günstig”")]
    public async Task Stdin_IsReadAsUtf8(string before, string said) =>
        Assert.Contains(said, (await RunAsync("ask --quiet", "", before)).Output, StringComparison.Ordinal);

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
    [InlineData("ask hi", "<&- >&-", "it is closed")]
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

    [Fact]
    public async Task AllStreams_Closed_EndByTheExitCode() => Assert.Equal(1, (await RunAsync("ask hi", "<&- >&- 2>&-")).ExitCode);

    private static async Task<CommandResult> RunAsync(string arguments, string streams, string before = "")
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "chatgw.dll");
        // the tests' own stdin may be one that never ends
        string input = before.Length > 0 || streams.StartsWith('<') ? "" : "</dev/null";
        // in this process group: the shell may make way for timeout, and where that had a group of its own, the end of the shell's other
        // children would leave ours orphaned, whose members the system hangs up on while one of them stands still, as a frozen server does
        string script = $"unset ${{!CHATGATEWAY_@}}; {before} timeout --foreground 60 dotnet '{tool}' {arguments} {input} {streams}";
        return await CommandLine.RunAsync(Path.GetTempPath(), "bash", ["-c", script]);
    }
}

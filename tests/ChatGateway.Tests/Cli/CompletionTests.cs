using ChatGateway.Tests.Build;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>What a shell is told.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash", "complete -F _chatgw chatgw")]
    [InlineData("zsh", "compdef _chatgw chatgw")]
    [InlineData("fish", "complete --command chatgw")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_OfAShell_IsItsScript(string shell, string line)
    {
        CliResult result = await CliProcess.RunAsync(["completion", shell]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(line, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OfAnUnknownShell_IsAMistakeOfUsage() => Assert.Equal(2, (await CliProcess.RunAsync(["completion", "cmd"])).ExitCode);

    [Theory]
    [InlineData("chatgw mod", "models")]
    [InlineData("chatgw models --ti", "--tier")]
    [InlineData("chatgw models --tier p", "paid")]
    [InlineData("chatgw ask --model gpt-4o-mini-s", "gpt-4o-mini-search-preview")]
    public async Task Bash_AfterTheScript_CompletesAWord(string line, string word)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "chatgw.dll");
        string script = $$"""
            chatgw() { dotnet '{{tool}}' "$@"; }
            source <(chatgw completion bash)
            COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _chatgw
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        CommandResult result = (await CommandLine.RunAsync(Path.GetTempPath(), "bash", ["-c", script])).MustSucceed();

        Assert.Contains(word, result.Output.Split('\n').Select(text => text.TrimEnd()));
    }
}

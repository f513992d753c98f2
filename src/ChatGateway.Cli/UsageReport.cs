using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary>Says what is wrong with a command line.</summary>
internal static class UsageReport
{
    public static ExitCode Write(ParseResult command, CliConsole console)
    {
        foreach (string message in MessagesOf(command)) console.WriteNote(message);
        console.WriteNote($"see '{NameOf(command)} --help'");
        return ExitCode.Usage;
    }

    private static string[] MessagesOf(ParseResult command)
    {
        // one mistake may be found twice, by the option and by the command
        string[] messages = [.. command.Errors.Select(error => error.Message).Distinct()];
        // where a word stands in the command's place, that it is no command says also that there is none
        string[] unknown = [.. messages.Where(message => command.UnmatchedTokens.Any(word => message.Contains($"'{word}'", StringComparison.Ordinal)))];
        return command.CommandResult.Command is RootCommand && unknown.Length > 0 ? unknown : messages;
    }

    private static string NameOf(ParseResult command) => command.CommandResult.Command is RootCommand
        ? CommandLine.ToolName
        : $"{CommandLine.ToolName} {command.CommandResult.Command.Name}";
}

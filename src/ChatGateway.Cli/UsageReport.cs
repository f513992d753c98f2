using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary>Says what is wrong with a command line.</summary>
internal static class UsageReport
{
    public static ExitCode Write(ParseResult command, CliConsole console)
    {
        // one mistake may be found twice, by the option and by the command
        foreach (string message in command.Errors.Select(error => error.Message).Distinct()) console.WriteNote(message);
        console.WriteNote($"see '{NameOf(command)} --help'");
        return ExitCode.Usage;
    }

    private static string NameOf(ParseResult command) => command.CommandResult.Command is RootCommand
        ? CommandLine.ToolName
        : $"{CommandLine.ToolName} {command.CommandResult.Command.Name}";
}

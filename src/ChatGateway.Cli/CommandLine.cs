using System.CommandLine;
using System.CommandLine.Invocation;

namespace ChatGateway.Cli;

/// <summary>The commands, and how a command line becomes a run of one of them.</summary>
internal static class CommandLine
{
    public const string ToolName = "chatgw";

    private const string Description = """
        Asks ChatAnywhere and other OpenAI-compatible chat gateways. The answer goes to stdout, everything else to stderr.

        Environment:
          CHATGATEWAY_API_KEY   the key; without key and endpoint a built-in sandbox answers
          CHATGATEWAY_ENDPOINT  the API's root; default with a key: ChatAnywhere
          CHATGATEWAY_MODEL     the model of ask, chat and doctor; default: gpt-4o-mini

        Exit codes:
          0 ok, 1 a defect of the tool or an output that cannot be written, 2 usage, 3 authentication,
          4 model not allowed, 5 quota or rate limit, 6 network, 7 gateway error, 8 stream cut, 130 cancelled (Ctrl-C),
          143 ended (SIGTERM)
        """;

    // "ask @alice ..." is a prompt, not the name of a file with more arguments
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static RootCommand Create(CliEnvironment environment, CliConsole console) => new(Description)
    {
        HelpName = ToolName,
        Subcommands =
        {
            AskCommand.Create(environment, console),
            ChatCommand.Create(environment, console),
            EmbedCommand.Create(environment, console),
            ModelsCommand.Create(environment, console),
            DoctorCommand.Create(environment, console),
            QuotaCommand.Create(environment, console),
            SandboxCommand.Create(console),
            CompletionCommand.Create(console),
        },
    };

    /// <summary>Parses and runs. Ctrl-C and SIGTERM cancel the command, which has two seconds to end by itself.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] args, CliConsole console)
    {
        ParseResult command = root.Parse(args, Parsing);
        // the parser's own report would put the help on stdout, where only answers belong
        if (command.Action is ParseErrorAction) return (int)UsageReport.Write(command, console);

        var configuration = new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        // a chat handles Ctrl-C by itself: it stops an answer and not the session
        using Termination? termination = command.CommandResult.Command.Name == ChatCommand.Name ? null : new Termination();
        try
        {
            int code = await command.InvokeAsync(configuration, termination?.Token ?? CancellationToken.None);
            return termination?.ExitCodeOf(code) ?? code;
        }
        catch (OutputClosedException)
        {
            // `chatgw --help | head`
            return (int)ExitCode.Ok;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // `chatgw --help >&-`: a command reports its own failures, the parser's help does not
            console.WriteNote(ErrorReport.Describe(e)!);
            return (int)ExitCodes.Of(e);
        }
    }
}

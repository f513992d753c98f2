using System.CommandLine;
using System.Globalization;
using System.Net;
using ChatGateway.Sandbox;

namespace ChatGateway.Cli;

/// <summary><c>chatgw sandbox</c>: a gateway on this machine, for programs that would otherwise need a key.</summary>
internal static class SandboxCommand
{
    public static Command Create(CliConsole console)
    {
        var port = new Option<int>("--port")
        {
            Description = "The TCP port on 127.0.0.1; 0 takes a free one.",
            HelpName = "port",
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
                if (isNumber && number <= IPEndPoint.MaxPort) return number;
                result.AddError($"--port takes a number from 0 to {IPEndPoint.MaxPort}, not '{text}'.");
                return 0;
            },
        };
        Option<string> rules = new Option<string>("--rules")
        {
            Description = "Whose rules hold: of a free ChatAnywhere key, of a paid one, or none.",
            DefaultValueFactory = _ => "free",
        }.AcceptOnlyFromAmong("free", "paid", "open");

        var command = new Command("sandbox", "Runs a gateway on this machine until Ctrl-C and prints its endpoint.") { port, rules };
        command.SetAction((parsed, cancellationToken) => ErrorReport.RunAsync(console, () =>
        {
            var options = new SandboxOptions { Port = parsed.GetValue(port), Rules = RulesOf(parsed.GetValue(rules)) };
            return RunAsync(options, console, cancellationToken);
        }));
        return command;
    }

    private static SandboxRules RulesOf(string? name) => name switch
    {
        "paid" => SandboxRules.ChatAnywherePaid,
        "open" => SandboxRules.Open,
        _ => SandboxRules.ChatAnywhereFree,
    };

    private static async Task<ExitCode> RunAsync(SandboxOptions options, CliConsole console, CancellationToken cancellationToken)
    {
        await using SandboxGateway sandbox = await StartAsync(options, cancellationToken);
        await console.Out.WriteLineAsync(sandbox.Endpoint.ToString());
        console.WriteNote(options.Rules == SandboxRules.Open
            ? "the sandbox needs no key and knows every model; Ctrl-C ends it"
            : "the sandbox takes any key; Ctrl-C ends it");

        var ended = new TaskCompletionSource();
        await using (cancellationToken.Register(ended.SetResult)) await ended.Task;
        return ExitCode.Ok;
    }

    private static async Task<SandboxGateway> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await SandboxGateway.StartAsync(options, cancellationToken);
        }
        catch (IOException e)
        {
            throw new UsageException($"the sandbox cannot listen on port {options.Port}: {e.Message} Another --port may be free.");
        }
    }
}

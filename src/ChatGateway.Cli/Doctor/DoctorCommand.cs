using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary><c>chatgw doctor</c>: its options.</summary>
internal static class DoctorCommand
{
    private const string ChatAnywhere = "https://api.chatanywhere.tech/v1";

    private const double ShortestTimeout = 0.1;
    private const double LongestTimeout = 300;

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(20);

    public static Command Create(CliEnvironment environment, CliConsole console)
    {
        var connection = new ConnectionOptions();
        Option<string> model = ConnectionOptions.Model();
        var patience = new Option<TimeSpan?>("--timeout")
        {
            Description = "How long each check may take, in seconds. [default: 20]",
            HelpName = "seconds",
            CustomParser = OptionParsers.Seconds("--timeout", ShortestTimeout, LongestTimeout),
        };
        var explain = new Option<string>("--explain")
        {
            Description = "Explains a saved error instead: a file with an error body or a line of a log; - reads stdin. --endpoint and --model tell what the file does not. Returns 0, whatever the error was.",
            HelpName = "file",
        };
        var status = new Option<int?>("--status")
        {
            Description = "The HTTP status of the saved error, where the file does not tell.",
            HelpName = "number",
            CustomParser = OptionParsers.Number("--status", 100, 599),
        };
        var json = new Option<bool>("--json") { Description = "Prints the findings as JSON, one a line." };

        var command = new Command("doctor", "Checks endpoint, network, key, models, a tiny chat and the quota, and says what is wrong and what to do.")
        {
            connection.Endpoint, connection.Tier, connection.AllowInsecureHttp, model, patience, explain, status, json,
        };
        command.SetAction((parsed, cancellationToken) => ErrorReport.RunAsync(console, async () =>
        {
            Action<Finding, TextWriter> write = parsed.GetValue(json) ? FindingJson.Write : FindingText.Write;
            ConnectionChoice choice = connection.Of(parsed);
            if (parsed.GetValue(explain) is { } file)
            {
                if (new Option[] { connection.Tier, connection.AllowInsecureHttp, patience }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } stray)
                    throw new UsageException($"{stray.Name} does not go with --explain, which asks no gateway");
                write(await SavedErrorCheck.ExplainAsync(file, parsed.GetValue(status), choice.Endpoint, parsed.GetValue(model), console, cancellationToken), console.Out);
                return ExitCode.Ok;
            }
            // an examination asks the gateway, which costs a request of the day
            if (parsed.GetValue(status) is not null) throw new UsageException("--status goes with --explain, which names the saved error");
            ModelId asked = parsed.GetValue(model) ?? environment.Model ?? Question.DefaultModel;
            var patient = new Patient(choice.Endpoint ?? environment.Endpoint ?? ChatAnywhere, environment.ApiKey, choice.Tier, asked, parsed.GetValue(patience) ?? DefaultPatience)
            {
                AllowInsecureHttp = choice.AllowInsecureHttp,
            };
            bool isOurs = choice.Endpoint is null && environment.Endpoint is null && environment.ApiKey is null;
            await using BuiltInSandbox? sandbox = isOurs ? await BuiltInSandbox.StartAsync(choice.Tier, "examining", "the real one", console, cancellationToken) : null;
            if (sandbox is not null) patient = patient with { Endpoint = sandbox.Gateway.Endpoint.ToString(), ApiKey = sandbox.ApiKey, Tier = sandbox.Tier, QuotaFile = null };
            return await ExamineAsync(patient, write, console, cancellationToken);
        }));
        return command;
    }

    private static async Task<ExitCode> ExamineAsync(Patient patient, Action<Finding, TextWriter> write, CliConsole console, CancellationToken cancellationToken)
    {
        ExitCode first = ExitCode.Ok;
        await foreach (Finding finding in Examination.RunAsync(patient, cancellationToken))
        {
            write(finding, console.Out);
            if (first == ExitCode.Ok) first = finding.ExitCode;
        }
        return first;
    }
}

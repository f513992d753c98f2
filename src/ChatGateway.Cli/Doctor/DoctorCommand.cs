using System.CommandLine;
using ChatGateway.Sandbox;

namespace ChatGateway.Cli;

/// <summary><c>chatgw doctor</c>: its options.</summary>
internal static class DoctorCommand
{
    private const string ChatAnywhere = "https://api.chatanywhere.tech/v1";

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(20);

    public static Command Create(CliEnvironment environment, CliConsole console)
    {
        Option<string> endpoint = ConnectionOptions.Endpoint();
        Option<KeyTier?> tier = ConnectionOptions.Tier();
        Option<string> model = ConnectionOptions.Model();
        var patience = new Option<double?>("--timeout") { Description = "How long each check may take, in seconds. [default: 20]", HelpName = "seconds" };
        var explain = new Option<string>("--explain") { Description = "Explains a saved error instead: a file with an error body or a line of a log; - reads stdin.", HelpName = "file" };
        var status = new Option<int?>("--status") { Description = "The HTTP status of the saved error, where the file does not tell.", HelpName = "number" };
        var json = new Option<bool>("--json") { Description = "Prints the findings as JSON, one a line." };

        var command = new Command("doctor", "Checks endpoint, network, key, models, a tiny chat and the quota, and says what is wrong and what to do.") { endpoint, tier, model, patience, explain, status, json };
        command.SetAction((parsed, cancellationToken) => ErrorReport.RunAsync(console, async () =>
        {
            Action<Finding, TextWriter> write = parsed.GetValue(json) ? FindingJson.Write : FindingText.Write;
            if (parsed.GetValue(explain) is { } file)
            {
                write(await ExplainAsync(file, parsed.GetValue(status), console, cancellationToken), console.Out);
                return ExitCode.Ok;
            }
            TimeSpan limit = parsed.GetValue(patience) is { } seconds ? PatienceOf(seconds) : DefaultPatience;
            ModelId asked = parsed.GetValue(model) ?? environment.Model ?? Question.DefaultModel;
            var patient = new Patient(parsed.GetValue(endpoint) ?? environment.Endpoint ?? ChatAnywhere, environment.ApiKey, parsed.GetValue(tier), asked, limit);
            bool isOurs = parsed.GetValue(endpoint) is null && environment.Endpoint is null && environment.ApiKey is null;
            await using SandboxGateway? sandbox = isOurs ? await SandboxAsync(console, cancellationToken) : null;
            if (sandbox is not null) patient = patient with { Endpoint = sandbox.Endpoint.ToString(), ApiKey = SandboxKey, Tier = KeyTier.Free, QuotaFile = null };
            return await ExamineAsync(patient, write, console, cancellationToken);
        }));
        return command;
    }

    private static string SandboxKey { get; } = $"sk-sandbox-{Guid.NewGuid():N}";

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

    private static async Task<Finding> ExplainAsync(string file, int? status, CliConsole console, CancellationToken cancellationToken)
    {
        string text = file == "-" ? await console.ReadInputAsync(cancellationToken) : await ReadAsync(file, cancellationToken);
        if (text.Trim().Length == 0) throw new UsageException("the saved error is empty");
        SavedError saved = SavedError.Read(text);
        int known = status ?? saved.Status;
        Diagnosis diagnosis = ErrorExplanation.Explain(known, saved.Body, saved.Address, saved.Model);
        string seen = string.Join(", ", new[] { diagnosis.Cause.ToString(), known > 0 ? $"status {known}" : null, saved.Address?.GetLeftPart(UriPartial.Path), saved.Model is { } model ? $"model {model}" : null }.Where(part => part is not null));
        return Finding.Note("explained", seen, diagnosis.Explanation, LibraryWords.ToOptions(diagnosis.Advice));
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the saved error cannot be read: {e.Message}");
        }
    }

    private static async Task<SandboxGateway> SandboxAsync(CliConsole console, CancellationToken cancellationToken)
    {
        SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ApiKey = SandboxKey }, cancellationToken);
        console.WriteNote($"no key and no endpoint set: examining the built-in sandbox ({sandbox.Endpoint}); set {CliEnvironment.ApiKeyName} for the real one");
        return sandbox;
    }

    private static TimeSpan PatienceOf(double seconds) => seconds is >= 0.1 and <= 300
        ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException("--timeout must be from 0.1 to 300 seconds");
}

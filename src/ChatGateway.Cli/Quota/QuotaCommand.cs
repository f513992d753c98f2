using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary><c>chatgw quota</c>: its options.</summary>
internal static class QuotaCommand
{
    public static Command Create(CliEnvironment environment, CliConsole console)
    {
        var options = new ConnectionOptions();
        var json = new Option<bool>("--json") { Description = "Prints the groups as JSON, one a line." };

        var command = new Command("quota", "Shows what this machine has counted of the daily quotas of a free key. Asks no gateway.") { options.Endpoint, options.Tier, options.AllowInsecureHttp, json };
        command.SetAction((parsed, cancellationToken) => ErrorReport.RunAsync(console, async () =>
        {
            await using Connection connection = await Connection.OpenAsync(environment, options.Of(parsed), console, cancellationToken);
            IReadOnlyList<QuotaUsage> usage = await connection.Client.GetQuotaAsync(cancellationToken);
            if (usage.Count == 0) console.WriteNote("the quotas of this key are not counted: only those of free keys are (--tier free)");
            else if (parsed.GetValue(json)) QuotaJson.Write(usage, console.Out);
            else QuotaTable.Write(usage, console);
            return ExitCode.Ok;
        }));
        return command;
    }
}

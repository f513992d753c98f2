using System.Globalization;
using Spectre.Console;

namespace ChatGateway.Cli;

/// <summary>Shows on stderr how far a long work is, where somebody sees it and stdout goes elsewhere.</summary>
internal static class ProgressBar
{
    /// <param name="console">Where the bar is shown.</param>
    /// <param name="things">What is counted, such as "texts".</param>
    /// <param name="total">How many there are.</param>
    /// <param name="work">The work; what it is given takes how many are done.</param>
    public static Task RunAsync(CliConsole console, string things, int total, Func<Action<int>, Task> work)
    {
        // at a terminal the lines themselves show it, and a bar would stand between them
        if (Console.IsErrorRedirected || !Console.IsOutputRedirected) return work(static _ => { });
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(console.Error),
            Interactive = InteractionSupport.Yes,
            // they would hide the bar where a variable speaks of a build server, whoever sits at the terminal
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        return terminal.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask task = context.AddTask(Description(0), maxValue: total);
                return work(done =>
                {
                    task.Description = Description(done);
                    task.Value = done;
                });
            });

        string Description(int done) => string.Create(CultureInfo.InvariantCulture, $"{done} of {total} {things}");
    }
}

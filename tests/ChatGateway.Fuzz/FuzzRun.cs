using System.Diagnostics;
using ChatGateway.Tests.Fuzzing;

namespace ChatGateway.Fuzz;

/// <summary>Lets workers mutate and check until the time is over, and watches that none hangs.</summary>
internal sealed class FuzzRun(FuzzArguments arguments)
{
    private static readonly TimeSpan LongestExecution = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public async Task<int> RunAsync()
    {
        Console.WriteLine($"seed {arguments.Seed}, {arguments.Workers} workers, {arguments.Duration.TotalMinutes:0.##} min");
        var findings = new FindingStore(RepositoryFolder, arguments.Seed);
        FuzzWorker[] workers = [.. Enumerable.Range(0, arguments.Workers).Select(number => new FuzzWorker(number, arguments, findings))];
        var clock = Stopwatch.StartNew();
        using var end = new CancellationTokenSource(arguments.Duration);
        // threads of their own: one that hangs must not starve the others, nor keep the process alive
        Task running = Task.WhenAll(workers.Select(worker => Task.Factory.StartNew(
            () => worker.Run(end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        TimeSpan nextReport = BetweenReports;
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(BetweenLooks, TimeProvider.System));
            if (Array.Find(workers, worker => worker.Elapsed > LongestExecution) is { Current: { } input })
            {
                findings.Add(new Finding("a hang", $"It took more than {LongestExecution.TotalSeconds} s.", arguments.Seed, input, null));
                break;
            }
            if (clock.Elapsed < nextReport) continue;
            Report(workers, findings, clock.Elapsed);
            nextReport += BetweenReports;
        }
        if (running.IsCompleted) await running;
        Report(workers, findings, clock.Elapsed);
        foreach (var ending in workers.SelectMany(worker => worker.Endings).GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal).OrderByDescending(group => group.Sum()))
            Console.WriteLine($"{ending.Sum(),10} {ending.Key}");
        findings.Print();
        return findings.Count == 0 ? 0 : 1;
    }

    private static string RepositoryFolder => Tests.RepositoryRoot.At("artifacts", "fuzz");

    private static void Report(FuzzWorker[] workers, FindingStore findings, TimeSpan elapsed)
    {
        long executions = workers.Sum(worker => worker.Executions);
        int signatures = workers.SelectMany(worker => worker.Features).Distinct(StringComparer.Ordinal).Count();
        Console.WriteLine(
            $"{elapsed:hh\\:mm\\:ss} {executions:N0} executions, {executions / elapsed.TotalSeconds:N0}/s, {signatures} outcome signatures, "
            + $"corpus {workers.Max(worker => worker.CorpusCount)}, {findings.Count} findings of {findings.Kinds} kinds");
    }
}

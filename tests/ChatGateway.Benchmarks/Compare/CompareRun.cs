using ChatGateway.Benchmarks.Flatness;
using ChatGateway.Benchmarks.Metrics;
using ChatGateway.Benchmarks.Peers;
using ChatGateway.Benchmarks.Server;

namespace ChatGateway.Benchmarks.Compare;

/// <summary>Measures the peers side by side, metric after metric.</summary>
internal sealed class CompareRun(CompareOptions options)
{
    public async Task<int> RunAsync()
    {
        IReadOnlyList<Metric> metrics = MetricCatalog.Create();
        CheckNames([.. metrics.Select(metric => metric.Name), FlatnessRun.Name]);
        await using ServerProcess server = await ServerProcess.StartAsync();
        var setup = new MetricSetup(server, options.Batch, PeerNames.All);
        List<ResultRow> rows = [];
        Console.WriteLine(ResultTable.Head);
        foreach (Metric metric in metrics.Where(metric => IsWanted(metric.Name)))
        {
            using (metric)
            {
                await metric.PrepareAsync(setup);
                rows.AddRange(await MeasureAsync(metric));
            }
            foreach (ResultRow row in rows.TakeLast(metric.Quantities.Count)) Console.WriteLine(ResultTable.Line(row));
        }
        IReadOnlyList<FlatnessRow> flatness = IsWanted(FlatnessRun.Name) ? await new FlatnessRun(setup, options.Rounds).RunAsync() : [];
        if (flatness.Count > 0) Console.WriteLine($"\n{FlatnessRow.Head}");
        foreach (FlatnessRow row in flatness) Console.WriteLine(row.ToMarkdown());
        if (options.Write) await ResultsFile.WriteAsync(options, rows, flatness);
        return 0;
    }

    private bool IsWanted(string name) => options.Metrics.Count == 0 || options.Metrics.Contains(name);

    private void CheckNames(IReadOnlyList<string> known)
    {
        if (options.Metrics.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new UsageException($"There is no metric {unknown}: {string.Join(", ", known)}.");
    }

    private async Task<IEnumerable<ResultRow>> MeasureAsync(Metric metric)
    {
        List<Round>[] rounds = [.. metric.Quantities.Select(_ => new List<Round>())];
        for (int round = 0; round < options.Rounds; round++)
        {
            Dictionary<string, double[]> measured = await MeasureRoundAsync(metric, round);
            for (int i = 0; i < rounds.Length; i++)
                rounds[i].Add(new Round(measured[PeerNames.RawDrain][i], measured[PeerNames.OpenAI][i], measured[PeerNames.ChatGateway][i]));
        }
        return metric.Quantities.Zip(rounds, ResultRow.Of);
    }

    private static async Task<Dictionary<string, double[]>> MeasureRoundAsync(Metric metric, int round)
    {
        // Only here, not before each turn: a collection comes to a peer as often as it allocates, and that is its doing.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Dictionary<string, double[]> sums = PeerNames.All.ToDictionary(peer => peer, _ => new double[metric.Quantities.Count]);
        for (int turn = 0; turn < metric.Turns; turn++)
        {
            foreach (string peer in Order(round + turn))
            {
                double[] measured = await metric.MeasureAsync(peer);
                for (int i = 0; i < measured.Length; i++) sums[peer][i] += measured[i] / metric.Turns;
            }
        }
        return sums;
    }

    /// <summary>Everyone comes first, and after everyone else, equally often.</summary>
    private static IEnumerable<string> Order(int round)
    {
        int count = PeerNames.All.Count;
        IEnumerable<string> rotated = Enumerable.Range(0, count).Select(place => PeerNames.All[(place + round) % count]);
        return round / count % 2 == 0 ? rotated : rotated.Reverse();
    }
}

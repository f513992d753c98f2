using System.Globalization;
using ChatGateway.Benchmarks.Metrics;
using ChatGateway.Benchmarks.Peers;
using ChatGateway.Benchmarks.Server;

namespace ChatGateway.Benchmarks.Compare;

/// <summary>One metric of one peer, again and again, for a profiler or counters to look at: <c>loop metric seconds [peer]</c>.</summary>
internal static class LoopRun
{
    private static readonly TimeSpan Batch = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        using Metric metric = MetricCatalog.Create().FirstOrDefault(metric => args.Count > 1 && metric.Name == args[0])
            ?? throw new UsageException("loop takes a metric, seconds, and perhaps a peer.");
        TimeSpan duration = TimeSpan.FromSeconds(double.Parse(args[1], CultureInfo.InvariantCulture));
        string peer = args.Count > 2 ? args[2] : PeerNames.ChatGateway;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await metric.PrepareAsync(new MetricSetup(server, Batch, [peer]));
        Console.WriteLine($"{metric.Name} of {peer}, process {Environment.ProcessId}");
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < duration)
        {
            double[] measured = await metric.MeasureAsync(peer);
            Console.WriteLine(string.Join("; ", metric.Quantities.Zip(
                measured, (quantity, value) => string.Create(CultureInfo.InvariantCulture, $"{quantity.Label} {value:#,##0.##} {quantity.Unit}"))));
        }
        return 0;
    }
}

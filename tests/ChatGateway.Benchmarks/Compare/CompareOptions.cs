using System.Globalization;

namespace ChatGateway.Benchmarks.Compare;

/// <summary>What to compare, and how thoroughly.</summary>
/// <param name="Metrics">The names of the metrics; empty for all.</param>
/// <param name="Rounds">How often each peer is measured.</param>
/// <param name="Batch">The least processor time of a peer's calls in a round.</param>
/// <param name="Write">Whether the results are written to their file.</param>
internal sealed record CompareOptions(IReadOnlyList<string> Metrics, int Rounds, TimeSpan Batch, bool Write)
{
    private const int DefaultRounds = 21;
    private const int QuickRounds = 5;

    private static readonly TimeSpan DefaultBatch = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan QuickBatch = TimeSpan.FromMilliseconds(50);

    public static CompareOptions Parse(ReadOnlySpan<string> args)
    {
        List<string> metrics = [];
        int? rounds = null;
        bool isQuick = false, write = false, takesMetrics = false;
        for (int i = 0; i < args.Length; i++)
        {
            string argument = args[i];
            if (takesMetrics && !argument.StartsWith("--", StringComparison.Ordinal))
            {
                metrics.Add(argument);
                continue;
            }
            takesMetrics = argument == "--metric";
            switch (argument)
            {
                case "--metric": break;
                case "--quick": isQuick = true; break;
                case "--write": write = true; break;
                case "--rounds" when i + 1 < args.Length: rounds = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
                default: throw new UsageException($"compare does not know {argument}.");
            }
        }
        if (write && metrics.Count > 0) throw new UsageException("--write needs all metrics: the file would lose the others.");
        return new CompareOptions(metrics, rounds ?? (isQuick ? QuickRounds : DefaultRounds), isQuick ? QuickBatch : DefaultBatch, write);
    }
}

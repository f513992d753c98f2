using ChatGateway.Benchmarks.Answers;
using ChatGateway.Benchmarks.Compare;
using ChatGateway.Benchmarks.Metrics;
using ChatGateway.Benchmarks.Peers;

namespace ChatGateway.Benchmarks.Flatness;

/// <summary>
/// Whether a chunk costs the same early and late in a stream of this library, and what a long stream holds. A stream of ten chunks
/// carries the cost of its call.
/// </summary>
internal sealed class FlatnessRun(MetricSetup setup, int rounds)
{
    public const string Name = "flatness";
    public const int Usual = 1000;

    /// <summary>What is pooled comes and goes between collections. Each call begins on a stack of its own, since that of the call
    /// before would hold its objects.</summary>
    private const int HeldSamples = 7;

    private static readonly int[] Lengths = [10, Usual, 100_000];

    public async Task<IReadOnlyList<FlatnessRow>> RunAsync()
    {
        StreamAnswer[] answers = [.. Lengths.Select(length => new StreamAnswer(length))];
        IPeer[] peers = [.. Lengths.Select(length => setup.Connect(PeerNames.ChatGateway, $"stream/{length}"))];
        await WarmUp.RunAsync([.. peers.Zip(answers, (peer, answer) => new Func<Task>(() => peer.ReadStreamAsync(answer)))]);
        // the same number of chunks for each, and so about the same time
        var cpu = new double[rounds][];
        double[] bytes = [];
        for (int round = 0; round < rounds; round++)
        {
            Usage[] usages = new Usage[Lengths.Length];
            for (int i = 0; i < Lengths.Length; i++)
            {
                int at = (i + round) % Lengths.Length;
                usages[at] = await Usage.OfAsync(() => RepeatAsync(peers[at], answers[at], Lengths[^1] / Lengths[at]));
            }
            cpu[round] = [.. usages.Select(usage => usage.Cpu.TotalMicroseconds / Lengths[^1])];
            bytes = [.. usages.Select(usage => (double)usage.Bytes / Lengths[^1])];
        }
        List<FlatnessRow> rows = [];
        for (int i = 0; i < Lengths.Length; i++)
            rows.Add(new FlatnessRow(Lengths[i], Ratio(cpu, i), FurtherRatio(cpu, i), bytes[i], await MedianHeldAsync(peers[i], answers[i])));
        foreach (IPeer peer in peers) peer.Dispose();
        return rows;
    }

    private static async Task RepeatAsync(IPeer peer, StreamAnswer answer, int calls)
    {
        for (int i = 0; i < calls; i++) await peer.ReadStreamAsync(answer);
    }

    private static double Ratio(double[][] cpu, int at) => Statistics.Median(cpu.Select(round => round[at] / round[Array.IndexOf(Lengths, Usual)]));

    private static double? FurtherRatio(double[][] cpu, int at) => at == 0 ? null : Statistics.Median(cpu.Select(round =>
        ((round[at] * Lengths[at]) - (round[at - 1] * Lengths[at - 1])) / (Lengths[at] - Lengths[at - 1]) / round[Array.IndexOf(Lengths, Usual)]));

    private static async Task<double> MedianHeldAsync(IPeer peer, StreamAnswer answer)
    {
        var held = new double[HeldSamples];
        for (int i = 0; i < held.Length; i++) held[i] = await Task.Run(() => HeldAsync(peer, answer));
        return Statistics.Median(held);
    }

    private static async Task<long> HeldAsync(IPeer peer, StreamAnswer answer)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long held = 0;
        await peer.ReadStreamAsync(answer, delta =>
        {
            if (delta == answer.Deltas - 1) held = GC.GetTotalMemory(forceFullCollection: true) - before;
        });
        return held;
    }
}

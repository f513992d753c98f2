using System.Globalization;
using ChatGateway.Benchmarks.Peers;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>
/// The memory of <see cref="SlowStreams"/>, in a process that has made calls but not many at a time. Writes two numbers, in KiB a
/// stream: by how much the working set grows at most, garbage included since the machine has to hold it; and by how much what is
/// reachable grows, near the end of the streams.
/// </summary>
internal static class SlowStreamsMemory
{
    private const int WarmUpStreams = 20;
    private const int WarmUpLaps = 5;
    private const double Kibi = 1024;

    private const double Late = 0.8;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(string peer, Uri endpoint)
    {
        using IPeer client = PeerNames.Create(peer, endpoint);
        for (int lap = 0; lap < WarmUpLaps; lap++)
        {
            using IPeer atSpeed = PeerNames.Create(peer, new Uri(endpoint.ToString().Replace(SlowStreams.Route, SlowStreams.WarmUpRoute, StringComparison.Ordinal)));
            await SlowStreams.RunAsync(atSpeed, WarmUpStreams);
        }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long reachableBefore = GC.GetTotalMemory(forceFullCollection: true);
        long before = Environment.WorkingSet;
        long peak = before;
        long? reachable = null;
        long start = TimeProvider.System.GetTimestamp();
        Task streams = SlowStreams.RunAsync(client, SlowStreams.Count);
        while (!streams.IsCompleted)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
            if (reachable is null && TimeProvider.System.GetElapsedTime(start) > SlowStreams.Lifetime * Late)
                reachable = GC.GetTotalMemory(forceFullCollection: true);
            await Task.WhenAny(streams, Task.Delay(SampleEvery, TimeProvider.System));
        }
        await streams;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PerStream(peak - before)} {PerStream(reachable!.Value - reachableBefore)}"));
        return 0;
    }

    private static double PerStream(long bytes) => bytes / Kibi / SlowStreams.Count;
}

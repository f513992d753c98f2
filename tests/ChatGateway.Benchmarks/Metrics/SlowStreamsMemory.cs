using System.Globalization;
using ChatGateway.Benchmarks.Peers;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>
/// The memory of <see cref="SlowStreams"/>, in a process that has made calls but not many at a time. Writes by how many KiB a
/// stream the working set grows at most: garbage counts, since the machine has to hold it.
/// </summary>
internal static class SlowStreamsMemory
{
    private const int WarmUpStreams = 20;
    private const int WarmUpLaps = 5;
    private const double Kibi = 1024;

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
        GC.Collect();
        long before = Environment.WorkingSet;
        long peak = before;
        Task streams = SlowStreams.RunAsync(client, SlowStreams.Count);
        while (!streams.IsCompleted)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
            await Task.WhenAny(streams, Task.Delay(SampleEvery, TimeProvider.System));
        }
        await streams;
        Console.WriteLine(((peak - before) / Kibi / SlowStreams.Count).ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}

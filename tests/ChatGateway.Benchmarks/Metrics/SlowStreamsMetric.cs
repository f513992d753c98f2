using ChatGateway.Benchmarks.Peers;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>Processor time of <see cref="SlowStreams"/>.</summary>
internal sealed class SlowStreamsMetric(Quantity quantity) : Metric("slow-streams", quantity)
{
    private const int WarmUpStreams = 100;

    private readonly Dictionary<string, IPeer> _peers = [];

    public override async Task PrepareAsync(MetricSetup setup)
    {
        foreach (string peer in setup.Peers)
        {
            using IPeer atSpeed = setup.Connect(peer, SlowStreams.WarmUpRoute);
            await WarmUp.RunAsync([() => SlowStreams.RunAsync(atSpeed, WarmUpStreams)]);
            _peers[peer] = setup.Connect(peer, SlowStreams.Route);
        }
    }

    /// <returns>Microseconds a chunk.</returns>
    public override async Task<double[]> MeasureAsync(string peer)
    {
        Usage usage = await Usage.OfAsync(() => SlowStreams.RunAsync(_peers[peer], SlowStreams.Count));
        return [usage.Cpu.TotalMicroseconds / (SlowStreams.Count * SlowStreams.Chunks)];
    }

    public override void Dispose()
    {
        foreach (IPeer peer in _peers.Values) peer.Dispose();
    }
}

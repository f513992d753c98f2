using System.Diagnostics;
using ChatGateway.Benchmarks.Answers;
using ChatGateway.Benchmarks.Compare;
using ChatGateway.Benchmarks.Peers;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>The time from a call to its first text; for the bare transport, to its first byte.</summary>
internal sealed class FirstTokenMetric(Quantity quantity) : Metric("first-token", quantity)
{
    private const int CallsInATurn = 25;
    private const int Chunks = 20;

    private readonly StreamAnswer _answer = new(Chunks);
    private readonly Dictionary<string, IPeer> _peers = [];

    public override int Turns => 10;

    public override Task PrepareAsync(MetricSetup setup)
    {
        foreach (string peer in setup.Peers) _peers[peer] = setup.Connect(peer, $"first/{Chunks}");
        return WarmUp.RunAsync([.. _peers.Values.Select(peer => new Func<Task>(() => FirstTokenAsync(peer)))]);
    }

    /// <returns>Microseconds, the median of some calls.</returns>
    public override async Task<double[]> MeasureAsync(string peer)
    {
        var times = new double[CallsInATurn];
        for (int i = 0; i < times.Length; i++) times[i] = (await FirstTokenAsync(_peers[peer])).TotalMicroseconds;
        return [Statistics.Median(times)];
    }

    public override void Dispose()
    {
        foreach (IPeer peer in _peers.Values) peer.Dispose();
    }

    private async Task<TimeSpan> FirstTokenAsync(IPeer peer)
    {
        TimeSpan first = TimeSpan.Zero;
        long start = Stopwatch.GetTimestamp();
        await peer.ReadStreamAsync(_answer, delta =>
        {
            if (delta == 0) first = Stopwatch.GetElapsedTime(start);
        });
        return first;
    }
}

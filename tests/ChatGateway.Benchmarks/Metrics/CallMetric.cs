using ChatGateway.Benchmarks.Peers;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>Processor time and allocated bytes of calls, many in a row, by one caller or several.</summary>
internal sealed class CallMetric(string name, string route, int itemsPerCall, Func<IPeer, Task> call, params Quantity[] quantities)
    : Metric(name, quantities)
{
    private readonly Dictionary<string, IPeer> _peers = [];
    private readonly Dictionary<string, int> _calls = [];

    /// <summary>How many call at the same time.</summary>
    public int Callers { get; init; } = 1;

    public override int Turns => 10;

    public override async Task PrepareAsync(MetricSetup setup)
    {
        foreach (string peer in setup.Peers) _peers[peer] = setup.Connect(peer, route);
        await WarmUp.RunAsync([.. _peers.Values.Select(peer => new Func<Task>(() => CallAsync(peer, Callers)))]);
        foreach ((string name, IPeer peer) in _peers)
        {
            int calls = Callers;
            TimeSpan time;
            while ((time = (await Usage.OfAsync(() => CallAsync(peer, calls))).Cpu) < setup.Batch / Turns) calls *= 2;
            _calls[name] = (int)Math.Ceiling(calls * (setup.Batch / Turns / time) / Callers) * Callers;
        }
    }

    /// <returns>Microseconds, and bytes, of an item; the latter only if it is asked for.</returns>
    public override async Task<double[]> MeasureAsync(string peer)
    {
        int calls = _calls[peer];
        Usage usage = await Usage.OfAsync(() => CallAsync(_peers[peer], calls));
        double items = (double)calls * itemsPerCall;
        return [.. new[] { usage.Cpu.TotalMicroseconds / items, usage.Bytes / items }.Take(Quantities.Count)];
    }

    public override void Dispose()
    {
        foreach (IPeer peer in _peers.Values) peer.Dispose();
    }

    private Task CallAsync(IPeer peer, int calls) => Callers == 1
        ? RepeatAsync(peer, calls)
        : Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => RepeatAsync(peer, calls / Callers))));

    private async Task RepeatAsync(IPeer peer, int calls)
    {
        for (int i = 0; i < calls; i++) await call(peer);
    }
}

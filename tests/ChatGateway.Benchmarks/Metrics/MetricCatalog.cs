using ChatGateway.Benchmarks.Answers;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>All metrics with their budget, in the order of the results.</summary>
internal static class MetricCatalog
{
    private const string Microseconds = "µs";
    private const string Bytes = "B";
    private const int Chunks = 1000;

    public static IReadOnlyList<Metric> Create() =>
    [
        Stream(),
        Chat(),
    ];

    private static CallMetric Stream()
    {
        var answer = new StreamAnswer(Chunks);
        return new CallMetric(
            "stream", $"stream/{Chunks}", Chunks, peer => peer.ReadStreamAsync(answer),
            new Quantity("stream, CPU a chunk", Microseconds, new Target(0.45, 0.38), new Target(0.30, 0.22)),
            new Quantity("stream, bytes a chunk", Bytes, new Target(0.20), new Target(0.16)));
    }

    private static CallMetric Chat() => new(
        "chat", "chat", 1, peer => peer.CompleteAsync(ChatAnswer.Short),
        new Quantity("chat call, CPU", Microseconds, new Target(0.70, 0.30), new Target(0.65, 0.18)),
        new Quantity("chat call, bytes", Bytes, new Target(0.50), new Target(0.38)));
}

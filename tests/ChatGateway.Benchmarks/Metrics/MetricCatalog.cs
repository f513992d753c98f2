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
        RichStream(),
        Chat(),
        ConcurrentCallers(),
        Logprobs(),
        Embeddings(),
        new FirstTokenMetric(new Quantity("first token, wall", Microseconds, new Target(0.75, 0.45), new Target(0.65, 0.25))),
        new SlowStreamsMetric(new Quantity("1000 slow streams, CPU a chunk", Microseconds, new Target(0.82), new Target(0.75))),
        new ProcessMetric(
            "slow-streams-memory", "slow-streams-memory", SlowStreams.Route,
            new Quantity("1000 slow streams, peak working set a stream", "KiB", new Target(0.70), new Target(0.60)),
            new Quantity("1000 slow streams, reachable memory a stream", "KiB", new Target(0.70), new Target(0.60))),
        new ProcessMetric(
            "cold-start", "cold-start", "chat",
            new Quantity("cold start to the first answer, CPU", "ms", new Target(0.62, 0.20), new Target(0.57, 0.14))),
    ];

    private static CallMetric Stream()
    {
        var answer = new StreamAnswer(Chunks);
        return new CallMetric(
            "stream", $"stream/{Chunks}", Chunks, peer => peer.ReadStreamAsync(answer),
            new Quantity("stream, CPU a chunk", Microseconds, new Target(0.45, 0.38), new Target(0.30, 0.22)),
            new Quantity("stream, bytes a chunk", Bytes, new Target(0.20), new Target(0.16)));
    }

    private static CallMetric RichStream()
    {
        var answer = new StreamAnswer(Chunks, isRich: true);
        return new CallMetric(
            "rich-stream", $"rich/{Chunks}", Chunks, peer => peer.ReadStreamAsync(answer),
            new Quantity("rich stream, CPU a chunk", Microseconds, new Target(0.45), new Target(0.30)),
            new Quantity("rich stream, bytes a chunk", Bytes, new Target(0.25), new Target(0.18)));
    }

    private static CallMetric Chat() => new(
        "chat", "chat", 1, peer => peer.CompleteAsync(ChatAnswer.Short),
        new Quantity("chat call, CPU", Microseconds, new Target(0.70, 0.30), new Target(0.65, 0.18)),
        new Quantity("chat call, bytes", Bytes, new Target(0.50), new Target(0.38)));

    private static CallMetric ConcurrentCallers() => new(
        "concurrent", "chat", 1, peer => peer.CompleteAsync(ChatAnswer.Short),
        new Quantity("64 concurrent callers, CPU a call", Microseconds, new Target(0.62, 0.25), new Target(0.54, 0.12)))
    {
        Callers = 64,
    };

    private static CallMetric Logprobs() => new(
        "logprobs", "logprobs", 1, peer => peer.CompleteAsync(ChatAnswer.WithLogprobs),
        new Quantity("logprobs answer (206 KB), CPU", Microseconds, new Target(0.55), new Target(0.45)),
        new Quantity("logprobs answer (206 KB), bytes", Bytes, new Target(0.22), new Target(0.18)));

    private static CallMetric Embeddings()
    {
        var answer = new EmbeddingsAnswer();
        return new CallMetric(
            "embeddings", "embeddings", 1, peer => peer.EmbedAsync(answer),
            new Quantity("16 × 1536 embeddings, CPU", Microseconds, new Target(0.45), new Target(0.38)),
            new Quantity("16 × 1536 embeddings, bytes", Bytes, new Target(0.21), new Target(0.20)));
    }
}

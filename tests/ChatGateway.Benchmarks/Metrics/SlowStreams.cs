using ChatGateway.Benchmarks.Answers;
using ChatGateway.Benchmarks.Peers;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>A thousand streams at the same time, each with a chunk now and then: most of their life they wait.</summary>
internal static class SlowStreams
{
    public const int Count = 1000;
    public const int Chunks = 10;

    /// <summary>Long enough for all streams to be open before the first ends.</summary>
    public const string Route = "slow/10/130";

    /// <summary>How long a stream lasts at least.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(9 * 130);

    public const string WarmUpRoute = "slow/10/5";

    public static async Task RunAsync(IPeer peer, int count)
    {
        var answer = new StreamAnswer(Chunks);
        var gate = new Lock();
        int open = 0, peak = 0;
        await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            await peer.ReadStreamAsync(answer, delta =>
            {
                if (delta > 0) return;
                lock (gate) peak = Math.Max(peak, ++open);
            });
            lock (gate) open--;
        }));
        if (count == Count) AnswerCheck.Equal(Count, peak, "streams open at the same time");
    }
}

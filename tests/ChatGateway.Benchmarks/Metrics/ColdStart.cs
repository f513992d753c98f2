using System.Globalization;
using ChatGateway.Benchmarks.Answers;
using ChatGateway.Benchmarks.Peers;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>The first call of a process, in that process. Writes the processor milliseconds since the process began.</summary>
internal static class ColdStart
{
    public static async Task<int> RunAsync(string peer, Uri endpoint)
    {
        using IPeer client = PeerNames.Create(peer, endpoint);
        await client.CompleteAsync(ChatAnswer.Short);
        Console.WriteLine(Environment.CpuUsage.TotalTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}

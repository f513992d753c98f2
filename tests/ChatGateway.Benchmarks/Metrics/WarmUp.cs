using System.Diagnostics;
using System.Runtime;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>Repeats calls until the JIT compiler has nothing left to do for them.</summary>
internal static class WarmUp
{
    private const int LapsWithoutCompiling = 3;

    /// <summary>What counts as nothing, in parts of all methods: timers and the like are compiled again now and then.</summary>
    private const double Dribble = 0.001;

    private static readonly TimeSpan LapTime = TimeSpan.FromMilliseconds(150);

    /// <summary>Methods are compiled again, in the background, when nothing new was called for a tenth of a second.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(IReadOnlyList<Func<Task>> calls)
    {
        long start = Stopwatch.GetTimestamp();
        long compiled = 0;
        for (int laps = 0; laps < LapsWithoutCompiling;)
        {
            foreach (Func<Task> call in calls)
            {
                long lap = Stopwatch.GetTimestamp();
                do await call();
                while (Stopwatch.GetElapsedTime(lap) < LapTime);
            }
            await Task.Delay(Quiet, TimeProvider.System);
            long now = JitInfo.GetCompiledMethodCount();
            laps = now - compiled <= now * Dribble ? laps + 1 : 0;
            compiled = now;
            if (Stopwatch.GetElapsedTime(start) < Limit) continue;
            await Console.Error.WriteLineAsync($"The JIT compiler has not come to rest within {Limit.TotalSeconds} s.");
            return;
        }
    }
}

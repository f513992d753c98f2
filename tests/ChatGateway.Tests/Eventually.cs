using System.Diagnostics;
using ChatGateway.Tests.Servers;

namespace ChatGateway.Tests;

/// <summary>Waits for what another process does in its own time.</summary>
internal static class Eventually
{
    /// <summary>Reads until the value is the expected one, or patience ends.</summary>
    /// <returns>What was read last.</returns>
    public static async Task<int> IsAsync(Func<Task<int>> read, int expected)
    {
        long start = Stopwatch.GetTimestamp();
        int value;
        while ((value = await read()) != expected && Stopwatch.GetElapsedTime(start) < Answers.Patience) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        return value;
    }
}

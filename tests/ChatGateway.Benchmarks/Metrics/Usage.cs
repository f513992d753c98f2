namespace ChatGateway.Benchmarks.Metrics;

/// <summary>What some work took of this process.</summary>
internal readonly record struct Usage(TimeSpan Cpu, long Bytes)
{
    public static async Task<Usage> OfAsync(Func<Task> work)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        // of microseconds' resolution, where that of Process is a hundredth of a second on Linux
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        await work();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new Usage(cpu, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}

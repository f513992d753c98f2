using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ChatGateway.Benchmarks.Rooms;

/// <summary>The parsing rooms, one by one: <c>rooms [arguments of BenchmarkDotNet]</c>.</summary>
internal static class RoomsRun
{
    public static int Run(string[] args)
    {
        // In this process, whatever job is asked for: a generated project would have no lock file, and restore is locked.
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator())
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "artifacts"));
        BenchmarkSwitcher.FromAssembly(typeof(RoomsRun).Assembly).Run(args, config);
        return 0;
    }
}

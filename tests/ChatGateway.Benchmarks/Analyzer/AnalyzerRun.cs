using System.Globalization;
using ChatGateway.Benchmarks.Compare;

namespace ChatGateway.Benchmarks.Analyzer;

/// <summary>The library's share of the time that all analyzers of a project with many calls take, as the compiler reports it.</summary>
internal static class AnalyzerRun
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        using var project = new CallSiteProject();
        await project.RestoreAsync();
        await PrintAsync(project, "all recommended rules and code style (must 3 %)", "-p:AnalysisLevel=latest-recommended", "-p:EnforceCodeStyleInBuild=true");
        await PrintAsync(project, "the SDK's own choice of rules");
        return 0;
    }

    private static async Task PrintAsync(CallSiteProject project, string rules, params string[] properties)
    {
        AnalyzerTime[] times = new AnalyzerTime[Rounds];
        for (int i = 0; i < Rounds; i++) times[i] = await project.BuildAsync(properties);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{CallSiteProject.CallSites} call sites, {rules}: {100 * Statistics.Median(times.Select(time => time.Share)):0.0} % ({100 * times.Min(time => time.Share):0.0}-{100 * times.Max(time => time.Share):0.0}), {1000 * Statistics.Median(times.Select(time => time.OursSeconds)):0} ms of {Statistics.Median(times.Select(time => time.TotalSeconds)):0.0} s"));
    }
}

using System.Diagnostics;
using System.Globalization;
using ChatGateway.Benchmarks.Server;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>What can be measured only in a process of its own: this program runs again with a verb, and writes its numbers.</summary>
internal sealed class ProcessMetric(string name, string verb, string route, params Quantity[] quantities) : Metric(name, quantities)
{
    private MetricSetup? _setup;

    public override async Task PrepareAsync(MetricSetup setup)
    {
        _setup = setup;
        // the files of the program come from the disk once
        foreach (string peer in setup.Peers) await MeasureAsync(peer);
    }

    public override async Task<double[]> MeasureAsync(string peer)
    {
        using Process process = OwnProcess.Start(verb, peer, _setup!.Server.Endpoint(route).ToString());
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{verb} {peer} ended with exit code {process.ExitCode}.");
        return [.. output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    public override void Dispose()
    {
    }
}

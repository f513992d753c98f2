using System.Diagnostics;

namespace ChatGateway.Benchmarks.Server;

/// <summary>This program once more, with another verb.</summary>
internal static class OwnProcess
{
    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}

using System.ComponentModel;
using System.Diagnostics;
using ChatGateway.Tests.Build;

namespace ChatGateway.Tests.Redis;

/// <summary>Sees to it that redis-server is there: Debian's package is installed where the user may install.</summary>
internal static class RedisInstallation
{
    private static readonly Lazy<Task> Ensured = new(InstallAsync);

    public static Task EnsureAsync() => Ensured.Value;

    private static async Task InstallAsync()
    {
        if (IsThere()) return;
        try
        {
            string folder = Path.GetTempPath();
            await CommandLine.RunAsync(folder, "apt-get", ["update", "-qq"]);
            // tools alone: its service is not wanted
            CommandResult install = await CommandLine.RunAsync(folder, "apt-get", ["install", "-y", "-qq", "--no-install-recommends", "redis-server"]);
            if (IsThere()) return;
            throw new InvalidOperationException($"redis-server is not installed, and could not be: {install.Output}");
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("redis-server is not on the path. Install it to run the tests of the shared quota.");
        }
    }

    private static bool IsThere()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("redis-server", "--version") { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

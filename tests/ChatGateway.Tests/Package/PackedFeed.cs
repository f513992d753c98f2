using System.Runtime.InteropServices;
using ChatGateway.Tests.Build;
using Xunit;

namespace ChatGateway.Tests.Package;

/// <summary>The packages, packed from a copy as the release packs them, in a folder that serves as a feed.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private static readonly string[] Projects = ["ChatGateway", "ChatGateway.Redis", "ChatGateway.Sandbox", "ChatGateway.Cli"];

    private readonly RepositoryCopy _copy = new();

    /// <summary>Never the same twice, so that no cache can answer for it.</summary>
    internal string Version { get; } = $"0.1.0-ci.{TimeProvider.System.GetUtcNow().Ticks}";

    /// <summary>Where the copy lies; no file of a package may name it.</summary>
    internal string SourceFolder => _copy.Folder;

    internal string Feed => _copy.At("feed");

    /// <summary>The commit that the packages were made from; null where git is not installed.</summary>
    internal string? Commit { get; private set; }

    internal string PackOutput { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Commit = await CommitAsync();
        foreach (string project in Projects)
        {
            CommandResult pack = await CommandLine.RunAsync(_copy.Folder, CommandLine.Dotnet,
            [
                "pack", $"src/{project}", "-o", Feed, "-v:minimal", "-p:RunAnalyzers=false", "-p:NuGetAudit=false",
                "-p:ContinuousIntegrationBuild=true", $"-p:Version={Version}",
            ]);
            PackOutput += pack.MustSucceed().Output;
        }
    }

    public Task DisposeAsync()
    {
        _copy.Delete();
        return Task.CompletedTask;
    }

    /// <summary>Whether the library was compiled ahead of time: where the compiler can be had, which it can for this platform of servers.</summary>
    internal bool IsCompiled =>
        (OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64) || !PackOutput.Contains("is not compiled ahead of time", StringComparison.Ordinal);

    internal PackageArchive Open(string id, string extension = "nupkg") => new(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    private async Task<string?> CommitAsync()
    {
        try
        {
            await GitAsync("init", "--quiet");
            await GitAsync("add", "--all");
            await GitAsync("commit", "--quiet", "--no-verify", "-m", "A copy");
            return (await GitAsync("rev-parse", "HEAD")).Output.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private async Task<CommandResult> GitAsync(params string[] arguments)
    {
        string[] identity = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgSign=false"];
        return (await CommandLine.RunAsync(_copy.Folder, "git", [.. identity, .. arguments])).MustSucceed();
    }
}

using System.ComponentModel;
using System.Diagnostics;
using ChatGateway.Tests;
using ChatGateway.Tests.Contract;
using SharpYaml;

namespace ChatGateway.SpecDiff;

/// <summary>Finds a version of the spec: a file, or this repository's at a git revision.</summary>
internal static class SpecSource
{
    private const string Spec = "spec/openapi.yaml";

    /// <summary>The spec of this checkout, committed or not.</summary>
    public static string Here => RepositoryRoot.At("spec", "openapi.yaml");

    /// <exception cref="UnreadableSpecException">It is neither, or no specification.</exception>
    public static async Task<SpecDocument> ReadAsync(string source)
    {
        string text = File.Exists(source) ? await File.ReadAllTextAsync(source) : await ShowAsync(source);
        try
        {
            return SpecDocument.Parse(text);
        }
        catch (Exception e) when (e is YamlException or InvalidCastException)
        {
            throw new UnreadableSpecException($"{source} is no specification. {e.Message}");
        }
    }

    private static async Task<string> ShowAsync(string revision)
    {
        var start = new ProcessStartInfo("git", ["show", "--end-of-options", $"{revision}:{Spec}"])
        {
            WorkingDirectory = RepositoryRoot.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process git = Start(start);
        Task<string> error = git.StandardError.ReadToEndAsync();
        string text = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? text : throw new UnreadableSpecException($"{revision} is neither a file nor a revision with {Spec}. {(await error).Trim()}");
    }

    private static Process Start(ProcessStartInfo git)
    {
        try
        {
            return Process.Start(git)!;
        }
        catch (Win32Exception e)
        {
            throw new UnreadableSpecException($"git, which knows revisions, cannot be started: {e.Message}");
        }
    }
}

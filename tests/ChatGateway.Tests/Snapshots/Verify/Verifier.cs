using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ChatGateway.Tests;
using ChatGateway.Tests.Snapshots;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Compares a text with the verified file of the running test.</summary>
// A stand-in: Verify.Xunit's base package is not in every registry; -p:UseVerifyPackage=true swaps in the real one.
public static class Verifier
{
    private static readonly ConcurrentDictionary<string, bool> UsedNames = new();

    private static string Folder => RepositoryRoot.At("tests", "ChatGateway.Tests", "Snapshots");

    /// <summary>Verifies <paramref name="target"/> against <c>Class.Method.verified.txt</c>.</summary>
    public static SettingsTask Verify(
        string? target,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "") => Verify(target, "txt", settings, sourceFile, method);

    /// <summary>Verifies <paramref name="target"/> against <c>Class.Method.verified.</c><paramref name="extension"/>.</summary>
    public static SettingsTask Verify(
        string? target,
        string extension,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "") => new(settings, final =>
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        string name = SnapshotName.Of(sourceFile, method, final);
        if (!UsedNames.TryAdd(name, true))
            throw new VerifyException($"The snapshot name {name} is used twice: verify once a test, or tell the cases apart.");
        new SnapshotFile(Folder, name, extension).Check(target);
        return Task.CompletedTask;
    });
}

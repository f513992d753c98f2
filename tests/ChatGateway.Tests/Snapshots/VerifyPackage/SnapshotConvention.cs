using System.Runtime.CompilerServices;
using VerifyTests;
using VerifyXunit;

namespace ChatGateway.Tests.Snapshots;

/// <summary>Makes the real Verify.Xunit read and write the files of the stand-in; compiled with UseVerifyPackage only.</summary>
internal static class SnapshotConvention
{
    [ModuleInitializer]
    public static void Initialize()
    {
        VerifierSettings.UseUtf8NoBom();
        Verifier.DerivePathInfo((_, projectDirectory, type, method) =>
            new PathInfo(Path.Combine(projectDirectory, "Snapshots"), type.Name, method.Name));
    }
}

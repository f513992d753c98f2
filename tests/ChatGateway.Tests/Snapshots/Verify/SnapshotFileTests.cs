using System.Text;
using VerifyTests;
using Xunit;

namespace ChatGateway.Tests.Snapshots;

/// <summary>The stand-in's comparison, in a folder of its own.</summary>
public sealed class SnapshotFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshots");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Check_NoVerifiedFile_FailsAndWritesReceived()
    {
        SnapshotFile file = File("A.B");

        VerifyException error = Assert.Throws<VerifyException>(() => file.Check("one\r\ntwo"));

        Assert.Contains("Nothing is verified yet for A.B", error.Message, StringComparison.Ordinal);
        Assert.Equal("one\ntwo"u8.ToArray(), System.IO.File.ReadAllBytes(file.ReceivedPath));
        Assert.False(System.IO.File.Exists(file.VerifiedPath));
    }

    [Fact]
    public void Check_OtherText_FailsWithFirstDifferenceAndKeepsVerified()
    {
        SnapshotFile file = File("A.B");
        System.IO.File.WriteAllText(file.VerifiedPath, "one\ntwo\nthree");

        VerifyException error = Assert.Throws<VerifyException>(() => file.Check("one\n2\nthree"));

        Assert.Contains("differs in line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("- two", error.Message, StringComparison.Ordinal);
        Assert.Contains("+ 2", error.Message, StringComparison.Ordinal);
        Assert.Contains(file.VerifiedPath, error.Message, StringComparison.Ordinal);
        Assert.Contains(file.ReceivedPath, error.Message, StringComparison.Ordinal);
        Assert.Equal("one\n2\nthree", System.IO.File.ReadAllText(file.ReceivedPath));
        Assert.Equal("one\ntwo\nthree", System.IO.File.ReadAllText(file.VerifiedPath));
    }

    [Theory]
    [InlineData("one\n", "one")]
    [InlineData("one", "one\n")]
    public void Check_OnlyAFinalNewlineDiffers_Fails(string verified, string received)
    {
        SnapshotFile file = File("A.B");
        System.IO.File.WriteAllText(file.VerifiedPath, verified);

        VerifyException error = Assert.Throws<VerifyException>(() => file.Check(received));

        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("(end of text)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SameText_PassesAndRemovesStaleReceived()
    {
        SnapshotFile file = File("A.B");
        Assert.Throws<VerifyException>(() => file.Check("ä\n"));
        System.IO.File.Copy(file.ReceivedPath, file.VerifiedPath);

        file.Check("ä\n");

        Assert.False(System.IO.File.Exists(file.ReceivedPath));
    }

    [Fact]
    public void Check_VerifiedHasByteOrderMarkAndWindowsNewlines_Passes()
    {
        SnapshotFile file = File("A.B");
        System.IO.File.WriteAllText(file.VerifiedPath, "one\r\ntwo", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        file.Check("one\ntwo");

        Assert.False(System.IO.File.Exists(file.ReceivedPath));
    }

    private SnapshotFile File(string name) => new(_folder.FullName, name, "txt");
}

using System.Runtime.CompilerServices;
using VerifyTests;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Snapshots;

/// <summary>The stand-in's file names.</summary>
public sealed class SnapshotNameTests
{
    [Fact]
    public void Of_Fact_IsClassAndMethod() =>
        Assert.Equal($"SnapshotNameTests.{nameof(Of_Fact_IsClassAndMethod)}", Name(new VerifySettings()));

    [Theory]
    [InlineData("a/b:c", 1.5)]
    public void Of_Parameters_AreNamedAndCleaned(string text, double number) =>
        Assert.Equal(
            $"SnapshotNameTests.{nameof(Of_Parameters_AreNamedAndCleaned)}_text=a-b-c_number=1.5",
            Name(new VerifySettings().UseParameters(text, number)));

    [Theory]
    [InlineData("first", null)]
    public void Of_FewerValues_AreTheFirstParameters(string text, string? rest)
    {
        Assert.Null(rest);
        Assert.Equal(
            $"SnapshotNameTests.{nameof(Of_FewerValues_AreTheFirstParameters)}_text=first",
            Name(new VerifySettings().UseParameters(text)));
    }

    [Theory]
    [InlineData(null)]
    public void Of_NullValue_ReadsNull(string? text) =>
        Assert.Equal($"SnapshotNameTests.{nameof(Of_NullValue_ReadsNull)}_text=null", Name(new VerifySettings().UseParameters([text])));

    [Theory]
    [InlineData("ignored")]
    public void Of_TextForParameters_ReplacesThem(string text)
    {
        Assert.Equal("ignored", text);
        Assert.Equal(
            $"SnapshotNameTests.{nameof(Of_TextForParameters_ReplacesThem)}_short",
            Name(new VerifySettings().UseTextForParameters("short")));
    }

    [Theory]
    [InlineData("x")]
    public void Of_ParametersNotGiven_Throws(string text)
    {
        Assert.Equal("x", text);
        VerifyException error = Assert.Throws<VerifyException>(() => Name(new VerifySettings()));
        Assert.Contains(".UseParameters(text)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    public void Of_TooManyValues_Throws(string text) =>
        Assert.Throws<VerifyException>(() => Name(new VerifySettings().UseParameters(text, text)));

    [Fact]
    public void Of_CallerIsNotATest_Throws()
    {
        VerifyException error = Assert.Throws<VerifyException>(() => Name(new VerifySettings(), nameof(Name)));
        Assert.Contains("is not a test", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseParameters_BesideText_Throws() =>
        Assert.Throws<VerifyException>(() => new VerifySettings().UseTextForParameters("a").UseParameters("b"));

    [Fact]
    public async Task Verify_SameNameTwice_Throws()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Verifier.Verify("").ToTask());
        await Verifier.Verify("once");
        VerifyException error = await Assert.ThrowsAsync<VerifyException>(() => Verifier.Verify("once").ToTask());
        Assert.Contains("used twice", error.Message, StringComparison.Ordinal);
    }

    private static string Name(VerifySettings settings, [CallerMemberName] string method = "", [CallerFilePath] string file = "") =>
        SnapshotName.Of(file, method, settings);
}

using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Snapshots;

/// <summary>The call shapes and file names that the stand-in and the real Verify.Xunit share.</summary>
public sealed class VerifierTests
{
    [Fact]
    public async Task Verify_Text_ReadsTxt() => await Verifier.Verify("first line\r\nsecond line: ä, 猫\n");

    [Fact]
    public async Task Verify_Extension_ReadsThat() => await Verifier.Verify("{\n  \"a\": 1\n}", extension: "json");

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("c", false)]
    public async Task Verify_Parameters_ReadsOneFileEach(string text, bool flag) =>
        await Verifier.Verify($"{text} {flag}").UseParameters(text, flag);

    [Theory]
    [InlineData("x")]
    public async Task Verify_TextForParameters_ReadsThat(string text) => await Verifier.Verify(text).UseTextForParameters("case-x");
}

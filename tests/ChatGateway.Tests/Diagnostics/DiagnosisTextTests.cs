using System.Text;
using System.Text.RegularExpressions;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>Every text of the table, filled with sample facts, in both languages.</summary>
public sealed partial class DiagnosisTextTests
{
    private static readonly DiagnosisFacts Sample = new(
        FailureKind.Answer, new CallDescription("POST", "chat/completions", new Uri("https://api.chatanywhere.tech/v1"), "gpt-4o-minni", 1))
    {
        Allowlist = "FreeTier",
        Nearest = ModelId.Gpt4oMini,
        Available = "gpt-4o-mini, deepseek-v3",
        Until = "2026-07-02 00:00 +08:00",
    };

    [Fact]
    public async Task Texts_English_AreAsReviewed() => await Verifier.Verify(Describe("en"));

    [Fact]
    public async Task Texts_Chinese_AreAsReviewed() => await Verifier.Verify(Describe("zh-CN"));

    [Theory]
    [InlineData("zh", true)]
    [InlineData("zh-CN", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("en-GB", false)]
    [InlineData("de", false)]
    [InlineData("zgh", false)]
    [InlineData("", false)]
    public void Current_OfACulture_IsChineseForChinese(string culture, bool isChinese) =>
        Assert.Equal(isChinese ? "中" : "E", Diagnosed.In(culture, () => new LocalizedText("E", "中").Current));

    [Fact]
    public void Texts_OfARow_SayTheSameThings()
    {
        Assert.Equal(DiagnosisTable.Rows.Length, DiagnosisTable.Rows.Select(row => row.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(DiagnosisTable.Rows, row =>
        {
            foreach (LocalizedText text in new[] { row.Explanation, row.Advice })
            {
                Assert.Equal(Names(text.English), Names(text.Chinese));
                Assert.EndsWith(".", text.English, StringComparison.Ordinal);
                Assert.EndsWith("。", text.Chinese, StringComparison.Ordinal);
                Assert.DoesNotMatch("[^\u0000-\u007F]", text.English);
            }
        });
    }

    [Fact]
    public void Fill_FactsThatLookLikeNames_AreNotReadAgain()
    {
        DiagnosisFacts facts = Sample with { Allowlist = "{model}{", Call = Sample.Call with { Model = "{host}" } };

        Assert.Equal("{model}{ and {host}.", facts.Fill("{allowlist} and {model}."));
    }

    private static string Describe(string culture)
    {
        var text = new StringBuilder();
        foreach (DiagnosisRow row in DiagnosisTable.Rows)
        {
            Diagnosis diagnosis = Diagnosed.In(culture, () => row.Make(Sample));
            text.Append(row.Id).Append(" (").Append(diagnosis.Cause).Append(")\n  ").Append(diagnosis.Explanation)
                .Append("\n  → ").Append(diagnosis.Advice).Append('\n');
        }
        return text.ToString().TrimEnd('\n');
    }

    private static string[] Names(string text) => [.. Name().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Name();
}

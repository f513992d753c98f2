using System.Text.RegularExpressions;
using ChatGateway.Cli;
using ChatGateway.Tests.Diagnostics;
using Xunit;

namespace ChatGateway.Tests.Cli;

/// <summary>Who uses the tool cannot set a member of the library: no text of a diagnosis names one.</summary>
public sealed partial class LibraryWordsTests
{
    // limits that the tool does not set, and an HttpClient that it does not have
    private static readonly string[] NotMet = ["own-rate", "own-concurrency", "http-client-timeout"];

    private static readonly string[] Names = ["ChatAnywhere", "OpenAI", "ModelNotAllowed"];

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void ToOptions_OfEveryText_NamesNoMember(string culture)
    {
        Assert.All(DiagnosisTable.Rows.Where(row => !NotMet.Contains(row.Id)), row =>
        {
            string text = Diagnosed.In(culture, () => $"{row.Explanation.Current} {row.Advice.Current}");
            string said = LibraryWords.ToOptions(text);

            Assert.DoesNotContain(Member().Matches(said).Select(match => match.Value), word => !Names.Contains(word));
            Assert.DoesNotContain("Partial", said, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("the stream was silent: nothing came for 5 s (ResilienceOptions.FirstEventTimeout).", "the stream was silent: nothing came for 5 s.")]
    [InlineData("it took longer than 5 s (RequestOptions.Timeout). Try again.", "it took longer than 5 s. Try again.")]
    [InlineData("The body exceeds GatewayLimits.MaxBodyBytes (1024 bytes).", "The body exceeds the limit of 1024 bytes.")]
    [InlineData("What had come is in Partial; ask again for the whole answer.", "What had come is printed; ask again for the whole answer.")]
    public void ToOptions_OfAMessage_NamesNoMember(string message, string said) => Assert.Equal(said, LibraryWords.ToOptions(message));

    [GeneratedRegex("[A-Z][a-z]+[A-Z][A-Za-z]*")]
    private static partial Regex Member();
}

using System.Text.RegularExpressions;
using ChatGateway.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace ChatGateway.Tests.Analyzers;

/// <summary>Each rule has its page, its row in the list and in the release notes, and a link to the page.</summary>
public sealed partial class RuleDocumentTests
{
    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id).Distinct()];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Examples_OfARule_AreFoundWhereTheirRemarksSay(string id)
    {
        string page = await File.ReadAllTextAsync(RepositoryRoot.At("docs", "diagnostics", $"{id}.md"));
        string example = Assert.Single(CSharpBlock().Matches(page)).Groups[1].Value;
        using var project = new AnalyzedProject(AnalyzedProject.Method(example), tier: "Free");

        string[] said = [.. Remark().Matches(example).Select(match => match.Value)];

        Assert.Equal(said, (await project.AnalyzeAsync()).Select(diagnostic => diagnostic.Id));
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"(?<=// )CGW\d{3}")]
    private static partial Regex Remark();

    private static IEnumerable<DiagnosticDescriptor> Rules => typeof(GatewayAnalyzer).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
        .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics);

    [Fact]
    public void Rules_AreSix() => Assert.Equal(["CGW001", "CGW002", "CGW003", "CGW004", "CGW005", "CGW006"], Rules.Select(rule => rule.Id).Distinct().Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasItsPageAndRows(string id)
    {
        string title = Rules.First(rule => rule.Id == id).Title.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.StartsWith($"# {id}: {title}\n", File.ReadAllText(RepositoryRoot.At("docs", "diagnostics", $"{id}.md")), StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) |", File.ReadAllText(RepositoryRoot.At("docs", "diagnostics", "README.md")), StringComparison.Ordinal);
        Assert.Contains($"\n{id} ", File.ReadAllText(RepositoryRoot.At("src", "ChatGateway.Analyzers", "AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
        // none, where the repository is not known
        Assert.All(Rules.Where(rule => rule.Id == id), rule => Assert.True(rule.HelpLinkUri.Length == 0 || IsPage(rule.HelpLinkUri, id), rule.HelpLinkUri));
    }

    [Theory]
    [InlineData("https://git.example/team/gateway", "https://git.example/team/gateway/blob/main/docs/diagnostics/CGW001.md")]
    [InlineData("https://git.example/team/gateway.git/", "https://git.example/team/gateway/blob/main/docs/diagnostics/CGW001.md")]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("../gateway", null)]
    [InlineData("/srv/gateway.git", null)]
    public void HelpLink_OfARepository_IsAPageOrNone(string? repository, string? link) =>
        Assert.Equal(link, typeof(GatewayAnalyzer).Assembly.GetType("ChatGateway.Analyzers.HelpLinks")!.GetMethod("Of", [typeof(string), typeof(string)])!.Invoke(null, [repository, "CGW001"]));

    private static bool IsPage(string link, string id) =>
        Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && link.EndsWith($"docs/diagnostics/{id}.md", StringComparison.Ordinal);
}

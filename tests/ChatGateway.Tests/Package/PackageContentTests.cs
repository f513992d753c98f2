using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatGateway.Tests.Build;
using Xunit;

namespace ChatGateway.Tests.Package;

/// <summary>What the packages carry, and what they do not.</summary>
[Collection(PackageGroup.Name)]
[Trait("Category", "Slow")]
public sealed partial class PackageContentTests(PackedFeed feed)
{
    public static TheoryData<string> Packages => ["ChatGateway", "ChatGateway.Redis", "ChatGateway.Sandbox"];

    public static TheoryData<string> PackagesAndTool => ["ChatGateway", "ChatGateway.Redis", "ChatGateway.Sandbox", "ChatGateway.Cli"];

    [Fact]
    public void Pack_HasNoWarning() => Assert.Empty(new CommandResult(0, feed.PackOutput).Warnings);

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_HasReadmeIconLicenceAndDocs(string id)
    {
        using PackageArchive package = feed.Open(id);
        Assert.Equal("README.md", Text(package, "readme"));
        Assert.Equal("icon.png", Text(package, "icon"));
        Assert.Equal("MIT", Text(package, "license"));
        Assert.False(string.IsNullOrWhiteSpace(Text(package, "tags")));
        Assert.NotEmpty(package.Read("README.md"));
        Assert.Equal(File.ReadAllBytes(RepositoryRoot.At("icon.png")), package.Read("icon.png"));
        Assert.Contains("<summary>", Encoding.UTF8.GetString(package.Read($"lib/net10.0/{id}.xml")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PackagesAndTool))]
    public void Readme_IsOfThePackage_AndLinksToNoFile(string id)
    {
        using PackageArchive package = feed.Open(id);
        string readme = Encoding.UTF8.GetString(package.Read("README.md"));
        Assert.StartsWith($"# {id}\n", readme, StringComparison.Ordinal);
        // the page of a registry has no files beside it
        Assert.Empty(LinkToFile().Matches(readme).Select(match => match.Value));
    }

    [Theory]
    [MemberData(nameof(PackagesAndTool))]
    public void Package_SaysWhereItsChangesStand(string id)
    {
        using PackageArchive package = feed.Open(id);
        Assert.Contains("CHANGELOG.md", Text(package, "releaseNotes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ChatGateway", new[] { "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.Http.Resilience", "Newtonsoft.Json", "Polly.Core" })]
    [InlineData("ChatGateway.Redis", new[] { "ChatGateway", "StackExchange.Redis" })]
    [InlineData("ChatGateway.Sandbox", new[] { "Microsoft.OpenApi", "Microsoft.OpenApi.YamlReader" })]
    public void Package_DependsOnNothingElse(string id, string[] expected)
    {
        using PackageArchive package = feed.Open(id);
        IEnumerable<string?> dependencies = package.Metadata().Descendants()
            .Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")?.Value);
        Assert.Equal(expected, dependencies.Order());
    }

    [Fact]
    public void Sandbox_DependsOnTheOpenApiThatAspNetTakes()
    {
        // a test project holds the application, too, and Microsoft.AspNetCore.OpenApi 10 is of no use with version 3
        using PackageArchive package = feed.Open("ChatGateway.Sandbox");
        IEnumerable<string?> versions = package.Metadata().Descendants()
            .Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("version")?.Value);
        Assert.All(versions, version => Assert.StartsWith("2.", version, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_HoldsNoBuildFilesAndNoTools(string id)
    {
        using PackageArchive package = feed.Open(id);
        // but for what the analyzer reads of a project
        Assert.DoesNotContain(package.Files, name => name != "buildTransitive/ChatGateway.props"
            && (name.StartsWith("build", StringComparison.Ordinal) || name.StartsWith("tools/", StringComparison.Ordinal)));
        Assert.DoesNotContain(package.Files, name => name.EndsWith(".pdb", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_NamesItsCommit(string id)
    {
        using PackageArchive package = feed.Open(id);
        XElement? repository = package.Metadata().Elements().SingleOrDefault(element => element.Name.LocalName == "repository");
        Assert.Equal(feed.Commit, repository?.Attribute("commit")?.Value);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_NamesNoFolderOfTheMachine(string id)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] folders = [feed.SourceFolder, RepositoryRoot.Folder + Path.DirectorySeparatorChar];
        // without a home folder the name alone would be left
        if (home.Length > 0) folders = [.. folders, Path.Combine(home, ".nuget")];
        foreach (string extension in (string[])["nupkg", "snupkg"])
        {
            using PackageArchive package = feed.Open(id, extension);
            foreach (string file in package.Files)
            {
                byte[] content = package.Read(file);
                foreach (string folder in folders)
                {
                    Assert.False(Names(content, folder, Encoding.UTF8), $"{file} names {folder}");
                    Assert.False(Names(content, folder, Encoding.Unicode), $"{file} names {folder}");
                }
            }
        }
    }

    [Fact]
    public void Package_HoldsPlainILForEveryPlatform_AndCompiledCodeForThisOne()
    {
        using PackageArchive package = feed.Open("ChatGateway");
        Assert.False(IsCompiled(package, "lib/net10.0/ChatGateway.dll"));
        string[] compiled = [.. package.Files.Where(name => name.StartsWith("runtimes/", StringComparison.Ordinal))];
        if (feed.IsCompiled) Assert.True(IsCompiled(package, Assert.Single(compiled)));
        else Assert.Empty(compiled);
    }

    [Fact]
    public void Package_HoldsTheAnalyzer_AndNoLibraryOfIt()
    {
        using PackageArchive package = feed.Open("ChatGateway");
        Assert.Equal(
            ["analyzers/dotnet/cs/ChatGateway.Analyzers.dll", "analyzers/dotnet/cs/ChatGateway.CodeFixes.dll"],
            package.Files.Where(name => name.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("buildTransitive/ChatGateway.props", package.Files);
    }

    [Fact]
    public void Tool_IsForEveryPlatform()
    {
        using PackageArchive package = feed.Open("ChatGateway.Cli");
        Assert.False(IsCompiled(package, "tools/net10.0/any/ChatGateway.dll"));
    }

    [Fact]
    public void Tool_HoldsNeitherDocsNorSymbols()
    {
        using PackageArchive package = feed.Open("ChatGateway.Cli");
        string[] tools = [.. package.Files.Where(name => name.StartsWith("tools/", StringComparison.Ordinal))];
        Assert.DoesNotContain(tools, name => name.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.Equal(["tools/net10.0/any/DotnetToolSettings.xml"], tools.Where(name => name.EndsWith(".xml", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tool_StartsOnALaterRuntime()
    {
        using PackageArchive package = feed.Open("ChatGateway.Cli");
        using JsonDocument settings = JsonDocument.Parse(package.Read("tools/net10.0/any/chatgw.runtimeconfig.json"));
        Assert.Equal("Major", settings.RootElement.GetProperty("runtimeOptions").GetProperty("rollForward").GetString());
    }

    [GeneratedRegex(@"\]\((?!https?://|#)[^)]*\)?")]
    private static partial Regex LinkToFile();

    private static bool IsCompiled(PackageArchive package, string assembly)
    {
        using var reader = new PEReader(ImmutableArray.Create(package.Read(assembly)));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    /// <summary>Whether a content names a folder. The repository's root is mapped to /_: in /_/src/ a checkout at /src is not named.</summary>
    private static bool Names(ReadOnlySpan<byte> content, string folder, Encoding encoding)
    {
        byte[] name = encoding.GetBytes(folder);
        byte[] mappedRoot = encoding.GetBytes("/_");
        for (int found; (found = content.IndexOf(name)) >= 0; content = content[(found + name.Length)..])
        {
            if (!content[..found].EndsWith(mappedRoot)) return true;
        }
        return false;
    }

    private static string? Text(PackageArchive package, string name)
        => package.Metadata().Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
}

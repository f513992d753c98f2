using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ChatGateway.Tests.Docs;

/// <summary>Every C# snippet of the documents compiles, without a warning.</summary>
public sealed partial class SnippetTests
{
    /// <summary>What a reader of a snippet has at hand.</summary>
    private const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using ChatGateway;
        global using ChatGateway.Sandbox;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using StackExchange.Redis;
        global using static Surroundings;

        internal static class Surroundings
        {
            public static readonly string apiKey = "sk-test";
            public static readonly ChatGatewayClient client = new(apiKey);
            public static readonly CancellationToken cancellationToken = default;
            public static readonly IConfiguration configuration = new ConfigurationBuilder().Build();
            public static readonly IServiceCollection services = new ServiceCollection();
        }

        internal sealed record Person(string Name, int Age);
        """;

    private static readonly string[] Documents =
    [
        "README.md", "README.zh-CN.md", "docs/errors.md", "docs/models.md", "docs/quota.md",
        "src/ChatGateway/README.md", "src/ChatGateway.Cli/README.md", "src/ChatGateway.Redis/README.md", "src/ChatGateway.Sandbox/README.md",
    ];

    public static TheoryData<string, int> Snippets
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string document in Documents)
            {
                for (int i = 0; i < Blocks(document).Count; i++) data.Add(document, i);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_OfDocument_Compiles(string document, int index)
    {
        string code = Blocks(document)[index].Groups["code"].Value;
        // a file-based program's directives are the SDK's business
        code = string.Join('\n', code.Split('\n').Where(line => !line.StartsWith("#:", StringComparison.Ordinal)));

        Diagnostic[] found = [.. Compile(code).GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id is not ("CS8019" or "CS0105" or "CS1701" or "CS8933"))];

        Assert.True(found.Length == 0, $"{code}\n{string.Join('\n', found.Select(d => d.ToString()))}");
    }

    [Fact]
    public void Snippet_Wrong_IsFound() =>
        Assert.NotEmpty(Compile("client.CompleteTextAsync(\"legacy\");").GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));

    private static MatchCollection Blocks(string document) => CSharpBlock().Matches(File.ReadAllText(RepositoryRoot.At(document.Split('/'))));

    private static CSharpCompilation Compile(string code)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(code, parse), CSharpSyntaxTree.ParseText(Surroundings, parse)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
    }

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}

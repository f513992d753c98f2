using System.Collections.Immutable;
using ChatGateway.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ChatGateway.Tests.Analyzers;

/// <summary>A project with one file in a real Roslyn workspace, analyzed as the compiler does it.</summary>
internal sealed class AnalyzedProject : IDisposable
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading.Tasks; using ChatGateway;\n";

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new GatewayAnalyzer()];

    private static readonly CodeFixProvider[] Fixes = [new ModelIdCodeFix(), new EndpointCodeFix()];

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll" or "Newtonsoft.Json.dll" or "Microsoft.Extensions.Logging.Abstractions.dll" or "Microsoft.Extensions.AI.Abstractions.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly MetadataReference Library = MetadataReference.CreateFromFile(typeof(ChatGatewayClient).Assembly.Location);

    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project = ProjectId.CreateNewId();
    private readonly DocumentId _document;

    public AnalyzedProject(string code, string? tier = null, string? models = null, string? editorConfig = null, bool usesLibrary = true)
    {
        _document = DocumentId.CreateNewId(_project);
        Solution solution = _workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                _project, VersionStamp.Default, "App", "App", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
                metadataReferences: usesLibrary ? [.. Platform, Library] : Platform))
            .AddDocument(_document, "App.cs", SourceText.From(usesLibrary ? Usings + code : code), filePath: "/app/App.cs");
        if (models is not null) solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(_project), "ChatGateway.Models.txt", SourceText.From(models), filePath: "/app/ChatGateway.Models.txt");
        // as the SDK hands a project's properties to the compiler
        string global = $"is_global = true\n{(tier is null ? "" : $"build_property.ChatGatewayKeyTier = {tier}\n")}";
        solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(_project), "global.editorconfig", SourceText.From(global), filePath: "/app/global.globalconfig");
        if (editorConfig is not null) solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(_project), ".editorconfig", SourceText.From(editorConfig), filePath: "/app/.editorconfig");
        Assert(_workspace.TryApplyChanges(solution));
    }

    /// <summary>A body of a method, with a client and options at hand.</summary>
    public static string Method(string body) => $$"""
        internal static class Program
        {
            public static async Task RunAsync(ChatGatewayClient client, ChatGatewayOptions options, ChatCompletionRequest request)
            {
                {{body}}
                await Task.CompletedTask;
            }
        }
        """;

    /// <summary>What the rules find, in the order of the text; the code itself must compile.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync()
    {
        Project project = _workspace.CurrentSolution.GetProject(_project)!;
        Compilation compilation = (await project.GetCompilationAsync())!;
        Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        Assert(errors.Length == 0, string.Join('\n', errors.Select(error => error.ToString())));
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers(Analyzers, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>What the rules find, as <c>id severity: message</c>.</summary>
    public async Task<string[]> FindAsync() =>
        [.. (await AnalyzeAsync()).Select(diagnostic => $"{diagnostic.Id} {diagnostic.Severity}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];

    /// <summary>Applies the first fix of the first finding that has one.</summary>
    /// <returns>The fix's title and the new text; null when there is no fix.</returns>
    public async Task<(string Title, string Text)?> FixAsync()
    {
        foreach (Diagnostic diagnostic in await AnalyzeAsync())
        {
            Document document = _workspace.CurrentSolution.GetDocument(_document)!;
            foreach (CodeFixProvider fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                List<CodeAction> actions = [];
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
                if (actions.Count == 0) continue;
                foreach (CodeActionOperation operation in await actions[0].GetOperationsAsync(default)) operation.Apply(_workspace, default);
                string text = (await _workspace.CurrentSolution.GetDocument(_document)!.GetTextAsync()).ToString();
                return (actions[0].Title, text[Usings.Length..]);
            }
        }
        return null;
    }

    public void Dispose() => _workspace.Dispose();

    private static void Assert(bool condition, string? message = null) => Xunit.Assert.True(condition, message);
}

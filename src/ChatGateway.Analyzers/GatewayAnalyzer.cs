using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ChatGateway.Analyzers;

/// <summary>All rules, in one pass over a project that uses the library; others it leaves alone.</summary>
/// <remarks>One analyzer and not one for each rule: most operations concern none of them, and are told so once.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GatewayAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (GatewayTypes.Of(context.Compilation) is { } types) new CompilationChecks(types, context.Options).Register(context);
    }
}

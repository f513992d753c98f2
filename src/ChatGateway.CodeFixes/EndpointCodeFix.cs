using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ChatGateway.Analyzers;

/// <summary>Writes an endpoint as the API's root.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EndpointCodeFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.EndpointId);

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(EndpointCheck.Corrected, out string? corrected) || corrected is null) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax wrong) continue;
            ExpressionSyntax right = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(corrected));
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Use \"{corrected}\"",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(wrong, right.WithTriviaFrom(wrong)))),
                    equivalenceKey: Rules.EndpointId),
                diagnostic);
        }
    }
}

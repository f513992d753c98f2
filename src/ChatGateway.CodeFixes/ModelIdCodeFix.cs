using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace ChatGateway.Analyzers;

/// <summary>Puts the nearest model in the place of one that is unknown or not allowed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModelIdCodeFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.UnknownModelId, Rules.ModelNotAllowedId);

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ModelIdCheck.Replacement, out string? replacement) || replacement is null) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax wrong) continue;
            ExpressionSyntax right = diagnostic.Properties.TryGetValue(ModelIdCheck.IsMember, out string? isMember) && isMember is not null
                ? Member(replacement)
                : SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(replacement));
            string title = $"Use {(isMember is null ? $"\"{replacement}\"" : $"ModelId.{replacement}")}";
            context.RegisterCodeFix(
                CodeAction.Create(title, token => ReplaceAsync(context.Document, Whole(wrong), right, token), equivalenceKey: title), diagnostic);
        }
    }

    private static ExpressionSyntax Member(string name) => SyntaxFactory
        .ParseExpression($"global::ChatGateway.ModelId.{name}")
        .WithAdditionalAnnotations(Simplifier.Annotation);

    // new ModelId("…") as a whole: a member is no text
    private static ExpressionSyntax Whole(ExpressionSyntax wrong) =>
        wrong.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: BaseObjectCreationExpressionSyntax creation } }
        && IsModelId(creation) ? creation : wrong;

    private static bool IsModelId(BaseObjectCreationExpressionSyntax creation) =>
        creation is ObjectCreationExpressionSyntax { Type: { } type } && type.ToString().Split('.').Last() == "ModelId";

    private static async Task<Document> ReplaceAsync(Document document, ExpressionSyntax wrong, ExpressionSyntax right, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return document.WithSyntaxRoot(root!.ReplaceNode(wrong, right.WithTriviaFrom(wrong)));
    }
}

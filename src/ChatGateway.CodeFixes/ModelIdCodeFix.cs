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
            bool isMember = diagnostic.Properties.TryGetValue(ModelIdCheck.IsMember, out string? flag) && flag is not null;
            string title = $"Use {(isMember ? $"ModelId.{replacement}" : $"\"{replacement}\"")}";
            context.RegisterCodeFix(
                CodeAction.Create(
                    title,
                    token => isMember ? PutMemberAsync(context.Document, wrong, replacement, token) : PutTextAsync(context.Document, wrong, replacement, token),
                    equivalenceKey: title),
                diagnostic);
        }
    }

    // new ModelId("…") as a whole: its constructor takes no member
    private static async Task<Document> PutMemberAsync(Document document, ExpressionSyntax wrong, string name, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        ExpressionSyntax whole = wrong.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: BaseObjectCreationExpressionSyntax creation } }
            && model is not null && IsModelId(creation, model, cancellationToken) ? creation : wrong;
        return await ReplaceAsync(document, whole, Member(name), cancellationToken).ConfigureAwait(false);
    }

    private static Task<Document> PutTextAsync(Document document, ExpressionSyntax wrong, string id, CancellationToken cancellationToken) =>
        ReplaceAsync(document, wrong, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(id)), cancellationToken);

    // by its type, which new("…") does not name and an alias names otherwise
    private static bool IsModelId(BaseObjectCreationExpressionSyntax creation, SemanticModel model, CancellationToken cancellationToken) =>
        GatewayTypes.Of(model.Compilation) is { } types && GatewayTypes.Same(model.GetTypeInfo(creation, cancellationToken).Type, types.ModelId);

    private static ExpressionSyntax Member(string name) => SyntaxFactory
        .ParseExpression($"global::ChatGateway.ModelId.{name}")
        .WithAdditionalAnnotations(Simplifier.Annotation);

    private static async Task<Document> ReplaceAsync(Document document, ExpressionSyntax wrong, ExpressionSyntax right, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return document.WithSyntaxRoot(root!.ReplaceNode(wrong, right.WithTriviaFrom(wrong)));
    }
}

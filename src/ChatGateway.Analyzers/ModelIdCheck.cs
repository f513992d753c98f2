using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ChatGateway.Analyzers;

/// <summary>CGW001 and CGW002: model ids that the catalogue does not know, or that the project's key may not use.</summary>
internal sealed class ModelIdCheck
{
    /// <summary>In a diagnostic: the member of <c>ModelId</c> to use instead, or the id where there is none.</summary>
    internal const string Replacement = "Replacement";

    /// <summary>In a diagnostic: whether the replacement is a member.</summary>
    internal const string IsMember = "IsMember";

    private const string TierProperty = "build_property.ChatGatewayKeyTier";

    private readonly GatewayTypes _types;
    private readonly Lazy<ModelDirectory> _models;
    private readonly bool _isFree;

    public ModelIdCheck(GatewayTypes types, AnalyzerOptions options)
    {
        _types = types;
        // read at the first id: most compilations of a project change none
        _models = new Lazy<ModelDirectory>(() => ModelDirectory.Read(types, options.AdditionalFiles, CancellationToken.None));
        _isFree = options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(TierProperty, out string? tier)
            && tier.Equals("Free", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a member of <c>ModelId</c> may be one that the project's key may not use.</summary>
    public bool ForbidsMembers => _isFree;

    /// <summary>Checks an id that is written as text.</summary>
    /// <param name="context">The conversion or constructor that makes a model of it.</param>
    /// <param name="value">The text.</param>
    /// <param name="id">What it says.</param>
    /// <param name="isArm">Whether it is one of several, which only another text can take the place of: a member would be of another type.</param>
    public void Check(OperationAnalysisContext context, IOperation value, string id, bool isArm)
    {
        ModelEntry? known = _models.Value.Find(id);
        if (known is not null && (known.IsFree || !_isFree)) return;
        if (IsExtra(context.Operation) || ModelUse.SendsNothing(context.Operation, _types)) return;
        if (known is null)
        {
            if (OptionsBeside.AllowUnknown(context.Operation, _types)) return;
            // wherever it goes: an allowlist holds the ids that calls are made with
            ModelEntry? nearest = _models.Value.Nearest(id, _isFree);
            Report(context, Rules.UnknownModel, value, id, nearest, isArm, IsLegacyOnly(id) ? "; it speaks only the legacy /completions route, which this library leaves out" : "");
        }
        else if (!IsInAllowlist(context.Operation) && !OptionsBeside.AllowPaid(context.Operation, _types))
        {
            Report(context, Rules.ModelNotAllowed, value, id, _models.Value.Nearest(id, onlyFree: true), isArm, "");
        }
    }

    /// <summary>Checks an id that is written as a member of <c>ModelId</c>.</summary>
    public void CheckMember(OperationAnalysisContext context, IPropertyReferenceOperation reference)
    {
        if (_models.Value.Find(reference.Property) is not { IsFree: false } entry) return;
        if (reference.Parent is INameOfOperation || IsInAllowlist(reference) || IsExtra(reference)) return;
        if (ModelUse.SendsNothing(reference, _types) || OptionsBeside.AllowPaid(reference, _types)) return;
        Report(context, Rules.ModelNotAllowed, reference, entry.Id, _models.Value.Nearest(entry.Id, onlyFree: true), isText: false, "");
    }

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, IOperation value, string id, ModelEntry? nearest, bool isText, string why)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (nearest is not null)
        {
            string? member = isText ? null : nearest.Member;
            properties = properties.Add(Replacement, member ?? nearest.Id).Add(IsMember, member is null ? null : bool.TrueString);
            why += $"; did you mean '{nearest.Id}'?";
        }
        context.ReportDiagnostic(Diagnostic.Create(rule, value.Syntax.GetLocation(), properties, id, why));
    }

    // what the options add is unknown by its nature
    private bool IsExtra(IOperation operation) =>
        Constants.TargetOf(operation) is { Name: "ExtraModels" } property && GatewayTypes.Same(property.ContainingType, _types.Options);

    // who lists models one by one says what the key may use
    private bool IsInAllowlist(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.ContainingType: { } type } && GatewayTypes.Same(type, _types.Allowlist)) return true;
        }
        return false;
    }

    private static bool IsLegacyOnly(string id) => id.StartsWith("gpt-3.5-turbo-instruct", StringComparison.OrdinalIgnoreCase);
}

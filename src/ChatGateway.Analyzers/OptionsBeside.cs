using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ChatGateway.Analyzers;

/// <summary>Reads what a client's options say of the model that they are given as their default.</summary>
internal static class OptionsBeside
{
    /// <summary>Whether the options that a model becomes the default of allow ids that the catalogue does not know.</summary>
    public static bool AllowUnknown(IOperation model, GatewayTypes types) => DefaultOf(model, types) is { } set && IsAny(ValueOf("AllowedModels", set));

    /// <summary>Whether the options that a model becomes the default of are for more than the models of free keys.</summary>
    public static bool AllowPaid(IOperation model, GatewayTypes types)
    {
        if (DefaultOf(model, types) is not { } set) return false;
        // as at run time, a list goes before the tier
        if (ValueOf("AllowedModels", set) is { } list && !IsNull(list)) return NameOf(list) != "FreeTier";
        return ValueOf("KeyTier", set) is { } tier && NameOf(tier) == "Paid";
    }

    private static ISimpleAssignmentOperation? DefaultOf(IOperation model, GatewayTypes types)
    {
        IOperation? parent = model.Parent;
        while (parent is IConversionOperation or IConditionalOperation or ICoalesceOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation) parent = parent.Parent;
        return parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "DefaultModel" } property } } set
            && GatewayTypes.Same(property.ContainingType, types.Options) ? set : null;
    }

    // in the same initializer or, for the same variable, in the same block
    private static IOperation? ValueOf(string option, ISimpleAssignmentOperation set)
    {
        IEnumerable<IOperation> beside = set.Parent switch
        {
            IObjectOrCollectionInitializerOperation initializer => initializer.Initializers,
            IExpressionStatementOperation { Parent: IBlockOperation block } => block.Operations.OfType<IExpressionStatementOperation>().Select(static statement => statement.Operation),
            _ => [],
        };
        return beside
            .OfType<ISimpleAssignmentOperation>()
            .LastOrDefault(other => other.Target is IPropertyReferenceOperation { Property.Name: { } name } && name == option && IsOfSame(set, other))?.Value;
    }

    private static bool IsOfSame(ISimpleAssignmentOperation set, ISimpleAssignmentOperation other) =>
        set.Parent is IObjectOrCollectionInitializerOperation
        || (VariableOf(set) is { } variable && SymbolEqualityComparer.Default.Equals(variable, VariableOf(other)));

    private static ISymbol? VariableOf(ISimpleAssignmentOperation assignment) => (assignment.Target as IPropertyReferenceOperation)?.Instance switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter,
        ILocalReferenceOperation local => local.Local,
        _ => null,
    };

    // ModelAllowlist.Any.Without(…), too
    private static bool IsAny(IOperation? list)
    {
        while (list is not null && Constants.Bare(list) is IInvocationOperation { Instance: { } instance }) list = instance;
        return list is not null && NameOf(list) == "Any";
    }

    private static bool IsNull(IOperation value) => Constants.Bare(value).ConstantValue is { HasValue: true, Value: null };

    private static string? NameOf(IOperation value) => (Constants.Bare(value) as IMemberReferenceOperation)?.Member.Name;
}

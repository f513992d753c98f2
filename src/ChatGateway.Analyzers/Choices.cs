using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ChatGateway.Analyzers;

/// <summary>Finds what an operation may come out as: the arms of conditional, switch and coalescing expressions, one in the other.</summary>
internal static class Choices
{
    /// <summary>Whether an operation has arms.</summary>
    public static bool Is(IOperation operation) =>
        Plain(operation) is { Kind: OperationKind.Conditional or OperationKind.SwitchExpression or OperationKind.Coalesce, ConstantValue.HasValue: false };

    /// <summary>The arms, or the operation itself where it has none.</summary>
    public static IEnumerable<IOperation> Of(IOperation operation)
    {
        if (!Is(operation)) return [operation];
        return Plain(operation) switch
        {
            IConditionalOperation { WhenFalse: { } otherwise } conditional => Of(conditional.WhenTrue).Concat(Of(otherwise)),
            ISwitchExpressionOperation choice => choice.Arms.SelectMany(static arm => Of(arm.Value)),
            ICoalesceOperation coalesce => Of(coalesce.Value).Concat(Of(coalesce.WhenNull)),
            _ => [operation],
        };
    }

    // a conversion by an operator makes another thing of the arms: it is looked at by itself
    private static IOperation Plain(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, ConstantValue.HasValue: false } conversion) operation = conversion.Operand;
        return operation;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ChatGateway.Analyzers;

/// <summary>Tells uses of a model that lead to no request: it is compared, looked up or shown.</summary>
internal static class ModelUse
{
    /// <summary>Whether nothing is sent by this use of a model. A use that leads on to other code counts as sending.</summary>
    public static bool SendsNothing(IOperation model, GatewayTypes types)
    {
        IOperation value = model;
        while (value.Parent is { } parent && StaysModel(parent, value, types)) value = parent;
        return value.Parent switch
        {
            IBinaryOperation or IInterpolationOperation or IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation => true,
            // to an object: what shows and formats things takes those
            IConversionOperation conversion => conversion.OperatorMethod is null,
            IMemberReferenceOperation member => member.Instance == value,
            IConditionalAccessOperation access => access.Operation == value,
            IInvocationOperation call => call.Instance == value,
            // a description of a model, such as a gateway's list has; requests and options are the others
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property } } =>
                types.Declares(property) && property.Name is not ("Model" or "DefaultModel"),
            IArgumentOperation argument => IsQuestion(argument, types),
            _ => false,
        };
    }

    // the arms of an expression, and a model that becomes one that may be missing
    private static bool StaysModel(IOperation parent, IOperation value, GatewayTypes types) => parent switch
    {
        IConditionalOperation or ICoalesceOperation or ISwitchExpressionArmOperation => true,
        ISwitchExpressionOperation choice => choice.Value != value,
        IConversionOperation conversion => types.IsModelId(conversion.Type),
        _ => false,
    };

    private static bool IsQuestion(IArgumentOperation argument, GatewayTypes types)
    {
        // models[ModelId.Gpt4]
        if (argument.Parent is IPropertyReferenceOperation) return true;
        if (argument.Parameter is not { ContainingSymbol: IMethodSymbol method } parameter) return false;
        if (types.Declares(method)) return !Sends(method.ContainingType, types) && (method.Name == "Allows" || !GatewayTypes.Same(method.ContainingType, types.Allowlist));
        return parameter.OriginalDefinition.Type is ITypeParameterSymbol type && IsQuestion(method, parameter, type);
    }

    // of the library's own methods the client's send, and its adapters'; the allowlist's say what may be sent
    private static bool Sends(INamedTypeSymbol type, GatewayTypes types) =>
        GatewayTypes.Same(type, types.Client) || GatewayTypes.Same(type, types.ClientExtensions);

    // what takes values of any type knows nothing of models: it holds them, or only answers or tests something about them
    private static bool IsQuestion(IMethodSymbol method, IParameterSymbol parameter, ITypeParameterSymbol type)
    {
        if (parameter.Name == "key") return true;
        // a set's Add says whether the value is new
        if (method.Name == "Add") return false;
        return method.ReturnType.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32
            || (method.ReturnsVoid && type.TypeParameterKind == TypeParameterKind.Method);
    }
}

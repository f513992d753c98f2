using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ChatGateway.Analyzers;

/// <summary>Looks through conversions at what stands in the source.</summary>
internal static class Constants
{
    /// <summary>The constant text of an operation: a literal, a constant, or a concatenation of such; null for all else.</summary>
    public static string? TextOf(IOperation operation) => Bare(operation).ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>The operation without the conversions around it.</summary>
    public static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation { ConstantValue.HasValue: false } conversion) operation = conversion.Operand;
        return operation;
    }

    /// <summary>The property that an operation's value goes into, over collections, conversions and constructors between; null when it goes elsewhere.</summary>
    public static IPropertySymbol? TargetOf(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property } }:
                    return property;
                // new() { Endpoints = { new Uri("…") } } and options.Endpoints.Add(new Uri("…"))
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property: { } initialized } }:
                    return initialized;
                case IInvocationOperation { Instance: IPropertyReferenceOperation { Property: { } instance } }:
                    return instance;
                case IBlockOperation or IAnonymousFunctionOperation:
                    return null;
            }
        }
        return null;
    }
}

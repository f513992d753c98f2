using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ChatGateway.Analyzers;

/// <summary>Leads each operation of a compilation to the check that it concerns. It is asked about every one, so it looks at what is cheapest to see first.</summary>
internal sealed class CompilationChecks
{
    private readonly GatewayTypes _types;
    private readonly ModelIdCheck _modelIds;
    private readonly RangeCheck _ranges;

    public CompilationChecks(GatewayTypes types, AnalyzerOptions options)
    {
        _types = types;
        _modelIds = new ModelIdCheck(types, options);
        _ranges = new RangeCheck(types);
    }

    public void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterOperationAction(Conversion, OperationKind.Conversion);
        context.RegisterOperationAction(Creation, OperationKind.ObjectCreation);
        context.RegisterOperationAction(Assignment, OperationKind.SimpleAssignment);
        if (_modelIds.ForbidsMembers) context.RegisterOperationAction(Reference, OperationKind.PropertyReference);
    }

    private void Conversion(OperationAnalysisContext context)
    {
        var conversion = (IConversionOperation)context.Operation;
        // most conversions have neither a constant text nor arms, which is cheaper to see than their operator
        bool isChoice = Choices.Is(conversion.Operand);
        if (!isChoice && Constants.TextOf(conversion.Operand) is not { Length: > 0 }) return;
        if (!GatewayTypes.Same(conversion.OperatorMethod?.ContainingType, _types.ModelId)) return;
        foreach (IOperation arm in Choices.Of(conversion.Operand))
        {
            if (Constants.TextOf(arm) is { Length: > 0 } id) _modelIds.Check(context, arm, id, isChoice);
        }
    }

    private void Creation(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        ITypeSymbol? type = creation.Type;
        if (GatewayTypes.Same(type, _types.ChatRequest))
        {
            ParameterPairCheck.Check(context, creation, _types);
            return;
        }
        if (creation.Arguments.IsEmpty) return;
        IOperation argument = creation.Arguments[0].Value;
        bool isChoice = Choices.Is(argument);
        if (!isChoice && Constants.TextOf(argument) is not { Length: > 0 }) return;
        foreach (IOperation arm in Choices.Of(argument))
        {
            if (Constants.TextOf(arm) is not { Length: > 0 } text) continue;
            if (GatewayTypes.Same(type, _types.ModelId)) _modelIds.Check(context, arm, text, isChoice);
            else if (GatewayTypes.Same(type, _types.Client)) KeyCheck.Check(context, arm, text);
            else if (GatewayTypes.IsUri(type)) EndpointCheck.Check(context, creation, arm, text, _types);
        }
    }

    private void Assignment(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property } || !_types.Declares(property)) return;
        foreach (IOperation arm in Choices.Of(assignment.Value))
        {
            if (Constants.Bare(arm).ConstantValue is not { HasValue: true, Value: { } constant }) continue;
            if (constant is not string text) _ranges.Check(context, property, arm, constant);
            else if (property.Name == "ApiKey" && GatewayTypes.Same(property.ContainingType, _types.Options)) KeyCheck.Check(context, arm, text);
        }
    }

    private void Reference(OperationAnalysisContext context)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        // the catalogue's members are static
        if (reference.Instance is null && GatewayTypes.Same(reference.Property.ContainingType, _types.ModelId)) _modelIds.CheckMember(context, reference);
    }
}

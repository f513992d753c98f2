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
        // most conversions have no constant text, which is cheaper to see than their operator
        if (Constants.TextOf(conversion.Operand) is { Length: > 0 } id && GatewayTypes.Same(conversion.OperatorMethod?.ContainingType, _types.ModelId))
            _modelIds.Check(context, conversion.Operand, id);
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
        if (Constants.TextOf(argument) is not { Length: > 0 } text) return;
        if (GatewayTypes.Same(type, _types.ModelId)) _modelIds.Check(context, argument, text);
        else if (GatewayTypes.Same(type, _types.Client)) KeyCheck.Check(context, argument, text);
        else if (GatewayTypes.IsUri(type)) EndpointCheck.Check(context, creation, argument, text, _types);
    }

    private void Assignment(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property } || !_types.Declares(property)) return;
        if (Constants.Bare(assignment.Value).ConstantValue is not { HasValue: true, Value: { } constant }) return;
        if (constant is not string text) _ranges.Check(context, property, assignment.Value, constant);
        else if (property.Name == "ApiKey" && GatewayTypes.Same(property.ContainingType, _types.Options)) KeyCheck.Check(context, assignment.Value, text);
    }

    private void Reference(OperationAnalysisContext context)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        // the catalogue's members are static
        if (reference.Instance is null && GatewayTypes.Same(reference.Property.ContainingType, _types.ModelId)) _modelIds.CheckMember(context, reference);
    }
}

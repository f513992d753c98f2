using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ChatGateway.Analyzers;

/// <summary>CGW005: parameters of a request that mean nothing without another, or for another call.</summary>
internal static class ParameterPairCheck
{
    /// <summary>Checks the parameters that a new request is given at once.</summary>
    public static void Check(OperationAnalysisContext context, IObjectCreationOperation creation, GatewayTypes types)
    {
        // what is copied by 'with' may have the other parameter already
        if (creation.Initializer is not { } initializer) return;
        IOperation? logprobs = null, topLogprobs = null, streamOptions = null;
        foreach (IOperation member in initializer.Initializers)
        {
            if (member is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: { } name }, Value: { } value }) continue;
            if (name == "Logprobs") logprobs = value;
            else if (name == "TopLogprobs") topLogprobs = value;
            else if (name == "StreamOptions") streamOptions = value;
        }
        if (topLogprobs is not null && !IsNull(topLogprobs) && (logprobs is null || IsFalse(logprobs)))
            Report(context, topLogprobs, "TopLogprobs needs Logprobs = true");
        if (streamOptions is not null && !IsNull(streamOptions) && IsForWholeAnswer(creation, types))
            Report(context, streamOptions, "StreamOptions are for CompleteChatStreamingAsync; gateways refuse them in a call without a stream");
    }

    private static bool IsNull(IOperation value) => Constants.Bare(value).ConstantValue is { HasValue: true, Value: null };

    private static bool IsFalse(IOperation value) => Constants.Bare(value).ConstantValue is { HasValue: true, Value: null or false };

    private static bool IsForWholeAnswer(IOperation creation, GatewayTypes types) =>
        creation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "CompleteChatAsync", ContainingType: { } type } } }
        && GatewayTypes.Same(type, types.Client);

    private static void Report(OperationAnalysisContext context, IOperation value, string message) =>
        context.ReportDiagnostic(Diagnostic.Create(Rules.Together, (value.Parent ?? value).Syntax.GetLocation(), message));
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ChatGateway.Analyzers;

/// <summary>CGW004: addresses among a client's endpoints that are a route, or lack the version root.</summary>
internal static class EndpointCheck
{
    /// <summary>In a diagnostic: the address as it should be.</summary>
    internal const string Corrected = "Corrected";

    /// <summary>Checks an address that is written as text, where it becomes one of a client's endpoints.</summary>
    public static void Check(OperationAnalysisContext context, IObjectCreationOperation creation, IOperation value, string address, GatewayTypes types)
    {
        if (EndpointAdvice.Of(address) is not { } advice) return;
        if (Constants.TargetOf(creation) is not { Name: "Endpoints" } property || !GatewayTypes.Same(property.ContainingType, types.Options)) return;
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(Corrected, advice.Corrected);
        context.ReportDiagnostic(advice.IsLegacy
            ? Diagnostic.Create(Rules.LegacyEndpoint, value.Syntax.GetLocation(), properties, advice.Corrected)
            : Diagnostic.Create(Rules.EndpointForm, value.Syntax.GetLocation(), properties, advice.Fault, advice.Corrected));
    }
}

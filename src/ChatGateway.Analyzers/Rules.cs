using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ChatGateway.Analyzers;

/// <summary>The rules. Each has a page in docs/diagnostics.</summary>
internal static class Rules
{
    public const string UnknownModelId = "CGW001";
    public const string ModelNotAllowedId = "CGW002";
    public const string RangeId = "CGW003";
    public const string EndpointId = "CGW004";
    public const string TogetherId = "CGW005";
    public const string KeyId = "CGW006";

    private const string Category = "ChatGateway";

    public static readonly DiagnosticDescriptor UnknownModel = Rule(
        UnknownModelId, "Unknown model id", "The catalogue does not know the model '{0}'{1}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor ModelNotAllowed = Rule(
        ModelNotAllowedId, "Model not allowed for the tier of the key", "Free keys may not use the model '{0}'{1}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor OutOfRange = Rule(
        RangeId, "Value outside the parameter's range", "{0} is {1}; it must be {2}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor LegacyEndpoint = Rule(
        EndpointId, "Endpoint that ends in a route, or has no version root",
        "The endpoint is the legacy completions route, which free keys are answered 403 for; use '{0}'", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor EndpointForm = Rule(
        EndpointId, "Endpoint that ends in a route, or has no version root", "The endpoint {0}; write '{1}'", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor Together = Rule(
        TogetherId, "Parameters that do not go together", "{0}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor KeyInSource = Rule(
        KeyId, "API key in source code", "An API key stands in the source code; read it from configuration or a secret store", DiagnosticSeverity.Warning);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        UnknownModel, ModelNotAllowed, OutOfRange, LegacyEndpoint, EndpointForm, Together, KeyInSource);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpLinks.Of(id));
}

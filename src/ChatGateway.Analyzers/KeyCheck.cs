using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ChatGateway.Analyzers;

/// <summary>CGW006: an API key in the source code. No message holds it.</summary>
internal static class KeyCheck
{
    private const string Prefix = "sk-";

    /// <summary>Shorter ones are examples.</summary>
    private const int ShortestKey = 20;

    /// <summary>Checks a text that is used as key.</summary>
    public static void Check(OperationAnalysisContext context, IOperation value, string text)
    {
        if (IsKey(text.Trim())) context.ReportDiagnostic(Diagnostic.Create(Rules.KeyInSource, value.Syntax.GetLocation()));
    }

    private static bool IsKey(string text) =>
        text.Length >= ShortestKey && text.StartsWith(Prefix, StringComparison.Ordinal) && text.All(c => c is '-' or '_' || (c < 128 && char.IsLetterOrDigit(c)));
}

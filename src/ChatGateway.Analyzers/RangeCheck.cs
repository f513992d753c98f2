using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ChatGateway.Analyzers;

/// <summary>CGW003: constants outside the range that the specification gives a parameter.</summary>
internal sealed class RangeCheck
{
    private readonly ConcurrentDictionary<ISymbol, AttributeData?> _ranges = new(SymbolEqualityComparer.Default);
    private readonly Func<ISymbol, AttributeData?> _read;

    public RangeCheck(GatewayTypes types) =>
        _read = property => property.GetAttributes().FirstOrDefault(data => GatewayTypes.Same(data.AttributeClass, types.AllowedRange));

    /// <summary>Checks a constant that one of the library's properties is given.</summary>
    public void Check(OperationAnalysisContext context, IPropertySymbol property, IOperation value, object constant)
    {
        if (!IsNumber(constant) || _ranges.GetOrAdd(property, _read) is not { ConstructorArguments: { Length: 2 } bounds }) return;
        if (bounds[0].Value is not double minimum || bounds[1].Value is not double maximum) return;
        double number = Convert.ToDouble(constant, CultureInfo.InvariantCulture);
        if (number >= minimum && number <= maximum) return;
        string allowed = maximum >= int.MaxValue ? $"at least {Text(minimum)}" : $"from {Text(minimum)} to {Text(maximum)}";
        context.ReportDiagnostic(Diagnostic.Create(Rules.OutOfRange, value.Syntax.GetLocation(), property.Name, Text(number), allowed));
    }

    private static bool IsNumber(object constant) => constant is int or long or double or float or decimal or short or byte or sbyte or ushort or uint or ulong;

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace ChatGateway;

internal static partial class Wire
{
    /// <summary>Throws when a number that was set lies outside the range that the specification gives.</summary>
    public static void CheckRange(double? value, double minimum, double maximum, string name)
    {
        // the negation catches NaN
        if (value is not { } number || (number >= minimum && number <= maximum)) return;
        string range = maximum >= int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"at least {minimum}")
            : string.Create(CultureInfo.InvariantCulture, $"from {minimum} to {maximum}");
        throw new ArgumentOutOfRangeException(name, number, $"{name} must be {range}.");
    }
}

using System.CommandLine.Parsing;
using System.Globalization;

namespace ChatGateway.Cli;

/// <summary>Reads the values of options. The parser's own conversions follow the locale, where 2.5 may be 25, and speak of .NET.</summary>
internal static class OptionParsers
{
    public static KeyTier? Tier(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        switch (text.ToLowerInvariant())
        {
            case "free":
                return KeyTier.Free;
            case "paid":
                return KeyTier.Paid;
            default:
                result.AddError($"--tier takes free or paid, not '{text}'.");
                return null;
        }
    }

    /// <summary>A parser of seconds, which may have decimals.</summary>
    public static Func<ArgumentResult, TimeSpan?> Seconds(string option, double min, double max) => result =>
    {
        string text = result.Tokens[^1].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds >= min && seconds <= max)
            return TimeSpan.FromSeconds(seconds);
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option} takes seconds from {min} to {max}, such as 30 or 2.5, not '{text}'."));
        return null;
    };

    /// <summary>A parser of whole numbers.</summary>
    public static Func<ArgumentResult, int?> Number(string option, int min, int max) => result =>
    {
        string text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option} takes a number from {min} to {max}, not '{text}'."));
        return null;
    };
}

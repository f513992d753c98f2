using System.Buffers;
using System.Globalization;

namespace ChatGateway;

/// <summary>Reads the rate-limit headers of OpenAI, Azure and Groq.</summary>
internal static class RateLimitHeaders
{
    private const string Prefix = "x-ratelimit-";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static RateLimits? Read(HttpResponseMessage response)
    {
        var limits = new RateLimits(
            Count(response, "limit-requests"), Count(response, "remaining-requests"), Span(response, "reset-requests"),
            Count(response, "limit-tokens"), Count(response, "remaining-tokens"), Span(response, "reset-tokens"));
        return limits == new RateLimits(null, null, null, null, null, null) ? null : limits;
    }

    // Azure sends -1 for "unknown"
    private static long? Count(HttpResponseMessage response, string name) =>
        long.TryParse(ResponseHeaders.First(response, Prefix + name), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;

    // "12ms", "1s", "6m0s", "1h2m3.5s"; Azure: plain seconds
    private static TimeSpan? Span(HttpResponseMessage response, string name)
    {
        ReadOnlySpan<char> text = ResponseHeaders.First(response, Prefix + name);
        if (text.IsEmpty) return null;
        double total = 0;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExcept(NumberCharacters);
            ReadOnlySpan<char> number = digits < 0 ? text : text[..digits];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)) return null;
            text = digits < 0 ? [] : text[digits..];
            int length = text.IndexOfAnyInRange('0', '9');
            ReadOnlySpan<char> unit = length < 0 ? text : text[..length];
            text = length < 0 ? [] : text[length..];
            double seconds = unit switch { "" or "s" => 1, "ms" => 0.001, "m" => 60, "h" => 3600, "d" => 86400, _ => double.NaN };
            total += value * seconds;
        }
        return total is >= 0 and < 1e9 ? TimeSpan.FromSeconds(total) : null;
    }
}

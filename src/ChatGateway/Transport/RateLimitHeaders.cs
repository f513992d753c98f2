using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace ChatGateway;

/// <summary>Reads the rate-limit headers of OpenAI, Azure and Groq.</summary>
internal static class RateLimitHeaders
{
    private const string Prefix = "x-ratelimit-";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static RateLimits? Read(HttpResponseMessage response)
    {
        string? limitRequests = null, remainingRequests = null, resetRequests = null;
        string? limitTokens = null, remainingTokens = null, resetTokens = null;
        // once over all headers: six searches cost more, and most find nothing
        foreach ((string name, HeaderStringValues values) in response.Headers.NonValidated)
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            ReadOnlySpan<char> rest = name.AsSpan(Prefix.Length);
            if (Is(rest, "limit-requests")) limitRequests = ResponseHeaders.First(values);
            else if (Is(rest, "remaining-requests")) remainingRequests = ResponseHeaders.First(values);
            else if (Is(rest, "reset-requests")) resetRequests = ResponseHeaders.First(values);
            else if (Is(rest, "limit-tokens")) limitTokens = ResponseHeaders.First(values);
            else if (Is(rest, "remaining-tokens")) remainingTokens = ResponseHeaders.First(values);
            else if (Is(rest, "reset-tokens")) resetTokens = ResponseHeaders.First(values);
        }
        // most gateways say nothing
        if ((limitRequests ?? remainingRequests ?? resetRequests ?? limitTokens ?? remainingTokens ?? resetTokens) is null) return null;
        long? allowedRequests = Count(limitRequests), leftRequests = Count(remainingRequests), allowedTokens = Count(limitTokens), leftTokens = Count(remainingTokens);
        TimeSpan? requestsReset = Span(resetRequests), tokensReset = Span(resetTokens);
        // field by field: a record compares its nullables by comparers that reflection makes
        bool isNothing = allowedRequests is null && leftRequests is null && requestsReset is null && allowedTokens is null && leftTokens is null && tokensReset is null;
        return isNothing ? null : new RateLimits(allowedRequests, leftRequests, requestsReset, allowedTokens, leftTokens, tokensReset);
    }

    private static bool Is(ReadOnlySpan<char> name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    // Azure sends -1 for "unknown"
    private static long? Count(string? value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;

    // "12ms", "1s", "6m0s", "1h2m3.5s"; Azure: plain seconds
    private static TimeSpan? Span(string? value)
    {
        ReadOnlySpan<char> text = value;
        if (text.IsEmpty) return null;
        double total = 0;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExcept(NumberCharacters);
            ReadOnlySpan<char> number = digits < 0 ? text : text[..digits];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount)) return null;
            text = digits < 0 ? [] : text[digits..];
            int length = text.IndexOfAnyInRange('0', '9');
            ReadOnlySpan<char> unit = length < 0 ? text : text[..length];
            text = length < 0 ? [] : text[length..];
            double seconds = unit switch { "" or "s" => 1, "ms" => 0.001, "m" => 60, "h" => 3600, "d" => 86400, _ => double.NaN };
            total += amount * seconds;
        }
        return total is >= 0 and < 1e9 ? TimeSpan.FromSeconds(total) : null;
    }
}

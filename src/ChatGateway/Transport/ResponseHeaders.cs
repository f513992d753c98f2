using System.Globalization;
using System.Net.Http.Headers;

namespace ChatGateway;

/// <summary>Reads the headers that gateways vary, unvalidated: a malformed one is no reason to lose an answer.</summary>
internal static class ResponseHeaders
{
    private static readonly string[] RequestIdNames =
        ["x-request-id", "request-id", "X-Oneapi-Request-Id", "apim-request-id", "X-Generation-Id", "cf-ray"];

    // the three forms of a date in HTTP (RFC 9110, 5.6.7)
    private static readonly string[] DateFormats = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    public static string? RequestId(HttpResponseMessage response)
    {
        foreach (string name in RequestIdNames)
        {
            if (First(response, name) is { Length: > 0 and <= 200 } id) return id;
        }
        return null;
    }

    /// <summary>How long the server asks to wait: milliseconds first, then seconds, whole or not, then a date. Null when it does not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider timeProvider)
    {
        if (Number(First(response, "retry-after-ms")) is { } milliseconds) return Span(milliseconds / 1000);
        string? value = First(response, "Retry-After");
        if (Number(value) is { } seconds) return Span(seconds);
        bool isDate = DateTimeOffset.TryParseExact(
            value, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out DateTimeOffset date);
        return isDate ? Span((date - timeProvider.GetUtcNow()).TotalSeconds) : null;
    }

    /// <summary>Whether the server says that a retry makes sense (OpenAI, Anthropic, some relays).</summary>
    public static bool? ShouldRetry(HttpResponseMessage response) => First(response, "x-should-retry")?.Trim().ToLowerInvariant() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    /// <summary>How long a body says that it is; null when it does not, or no number.</summary>
    public static long? Length(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Length", out HeaderStringValues values)
        && long.TryParse(First(values), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : null;

    public static string? First(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? First(values) : null;

    /// <summary>The first of a header's values; null when there is none.</summary>
    public static string? First(HeaderStringValues values)
    {
        foreach (string value in values) return value;
        return null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            ? number
            : null;

    // zero and the past ask for nothing
    private static TimeSpan? Span(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
}

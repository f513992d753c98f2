using System.Globalization;

namespace ChatGateway;

/// <summary>Reads the headers that gateways vary.</summary>
internal static class ResponseHeaders
{
    private static readonly string[] RequestIdNames =
        ["x-request-id", "request-id", "X-Oneapi-Request-Id", "apim-request-id", "X-Generation-Id", "cf-ray"];

    public static string? RequestId(HttpResponseMessage response)
    {
        foreach (string name in RequestIdNames)
        {
            if (First(response, name) is { Length: > 0 and <= 200 } id) return id;
        }
        return null;
    }

    /// <summary>How long the server asks to wait: milliseconds first, then seconds, whole or not, then a date.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider timeProvider)
    {
        if (Number(First(response, "retry-after-ms")) is { } milliseconds) return Span(milliseconds / 1000);
        string? value = First(response, "Retry-After");
        if (Number(value) is { } seconds) return Span(seconds);
        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            TimeSpan wait = date - timeProvider.GetUtcNow();
            return wait > TimeSpan.Zero ? wait : null;
        }
        return null;
    }

    private static string? First(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out System.Net.Http.Headers.HeaderStringValues values) ? values.FirstOrDefault() : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static TimeSpan? Span(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
}

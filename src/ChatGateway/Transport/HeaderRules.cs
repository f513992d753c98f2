using System.Net.Http.Headers;

namespace ChatGateway;

/// <summary>Which headers a caller may add. Checked before anything is sent, without echoing a value.</summary>
internal static class HeaderRules
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Host", "Connection",
    };

    private static readonly string[] KeyWords = ["key", "token", "auth", "secret", "cookie", "credential", "password"];

    /// <exception cref="ArgumentException">A header is reserved or malformed.</exception>
    public static KeyValuePair<string, string>[] Check(IEnumerable<KeyValuePair<string, string>>? headers, string parameterName) =>
        headers is null ? [] : CheckAll(headers, parameterName);

    /// <summary>Whether a header's name speaks of a key, as Azure's <c>api-key</c> does.</summary>
    public static bool MayHoldKey(string name) => KeyWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static KeyValuePair<string, string>[] CheckAll(IEnumerable<KeyValuePair<string, string>> headers, string parameterName)
    {
        KeyValuePair<string, string>[] copy = [.. headers];
        using var probe = new HttpRequestMessage();
        foreach ((string name, string value) in copy)
        {
            if (string.IsNullOrEmpty(name)) throw new ArgumentException("A header has no name.", parameterName);
            if (Reserved.Contains(name)) throw new ArgumentException($"Header '{name}' is set by the client.", parameterName);
            if (value is null || value.AsSpan().ContainsAny('\r', '\n', '\0') || !System.Text.Ascii.IsValid(value) || !TryAdd(probe.Headers, name, value))
                throw new ArgumentException($"Header '{name}' is malformed.", parameterName);
        }
        return copy;
    }

    private static bool TryAdd(HttpRequestHeaders headers, string name, string value)
    {
        try
        {
            headers.Add(name, value);
            return true;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            // the exception quotes the value, which may be a secret
            return false;
        }
    }
}

namespace ChatGateway;

/// <summary>
/// What was sent that may be a key, so that no text of the gateway's repeats it: also what the caller's HttpClient or its handlers have
/// added to the request, and what stands in the endpoint's query.
/// </summary>
internal static class SentSecrets
{
    // of a signed address, and of Azure's functions
    private static readonly string[] QueryNames = ["sig", "code"];

    public static string[] Of(GatewayCall call) => call.Answer?.RequestMessage is { } sent
        ? [.. call.HeaderKeys, .. InHeaders(sent), .. InQuery(sent.RequestUri)]
        : call.HeaderKeys;

    private static IEnumerable<string> InHeaders(HttpRequestMessage request) => request.Headers.NonValidated
        .Where(header => HeaderRules.MayHoldKey(header.Key))
        .SelectMany(header => header.Value)
        // the scheme before it is no secret, and may be left out where the key is repeated
        .SelectMany<string, string>(value => [value, value[(value.LastIndexOf(' ') + 1)..]]);

    private static IEnumerable<string> InQuery(Uri? address)
    {
        foreach (string pair in (address?.Query ?? "").Split('?', '&'))
        {
            int end = pair.IndexOf('=', StringComparison.Ordinal);
            if (end < 0 || !NamesKey(pair[..end])) continue;
            yield return pair[(end + 1)..];
            yield return Uri.UnescapeDataString(pair[(end + 1)..]);
        }
    }

    private static bool NamesKey(string name) => HeaderRules.MayHoldKey(name) || QueryNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}

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

    private static IEnumerable<string> InHeaders(HttpRequestMessage request) =>
        from header in request.Headers.NonValidated
        where HeaderRules.MayHoldKey(header.Key)
        from value in header.Value
        // the scheme before it is no secret, and may be left out where the key is repeated
        from secret in (string[])[value, value[(value.LastIndexOf(' ') + 1)..]]
        select secret;

    private static IEnumerable<string> InQuery(Uri? address) =>
        from pair in (address?.Query ?? "").Split('?', '&')
        let end = pair.IndexOf('=', StringComparison.Ordinal)
        where end > 0
        let name = pair[..end]
        where HeaderRules.MayHoldKey(name) || QueryNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        from secret in (string[])[pair[(end + 1)..], Uri.UnescapeDataString(pair[(end + 1)..])]
        select secret;
}

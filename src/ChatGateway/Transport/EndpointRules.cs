namespace ChatGateway;

/// <summary>What an endpoint may look like, and how a route joins it.</summary>
internal static class EndpointRules
{
    private const string LegacyRoute = "/completions";

    private static readonly string[] Routes = ["/chat/completions", "/embeddings", "/models"];

    /// <summary>Brings an endpoint into its normal form: the API's root, without a slash at its end.</summary>
    /// <exception cref="ArgumentException">The endpoint cannot be used; the message says why.</exception>
    public static Uri Normalize(Uri? endpoint, bool allowInsecureHttp, string parameterName)
    {
        if (endpoint is null) throw new ArgumentException("An endpoint is null.", parameterName);
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("https" or "http"))
            throw new ArgumentException("An endpoint must be an absolute http or https address.", parameterName);
        if (endpoint.UserInfo.Length > 0)
            throw new ArgumentException($"Endpoint {Shown(endpoint)} holds a user name or password: use the API key.", parameterName);
        if (endpoint.Fragment.Length > 0) throw new ArgumentException($"Endpoint {Shown(endpoint)} holds a fragment (#…).", parameterName);
        if (endpoint.Scheme == "http" && !endpoint.IsLoopback && !allowInsecureHttp)
            throw new ArgumentException($"Endpoint {Shown(endpoint)} is plain http, unencrypted for anyone on the way: use https, or set AllowInsecureHttp.", parameterName);

        string path = StripRoute(endpoint.AbsolutePath.TrimEnd('/'));
        if (path.EndsWith(LegacyRoute, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"Endpoint {Shown(endpoint)} is the legacy completions route, which free keys are answered 403 for. Use the API's root, usually ending in /v1.",
                parameterName);
        }
        if (path.Length == 0 && ChatAnywhere.IsHost(endpoint)) path = "/v1";
        // most are in their normal form: to take one apart and put it together again costs a first call a millisecond
        return path == endpoint.AbsolutePath ? endpoint : new UriBuilder(endpoint) { Path = path }.Uri;
    }

    /// <summary>Joins a relative route to the root; the root's query is kept.</summary>
    public static Uri Join(Uri endpoint, string route) => new($"{Shown(endpoint).TrimEnd('/')}/{route}{endpoint.Query}");

    /// <summary>The endpoint for those who show it.</summary>
    public static Uri WithoutSecrets(Uri endpoint) => endpoint.Query.Length == 0 ? endpoint : new Uri(Shown(endpoint));

    // without what may be secret: user, query and fragment
    private static string Shown(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static string StripRoute(string path)
    {
        foreach (string route in Routes)
        {
            if (path.EndsWith(route, StringComparison.OrdinalIgnoreCase)) return path[..^route.Length];
        }
        return path;
    }
}

namespace ChatGateway;

/// <summary>An endpoint, with the addresses of its routes and the breaker of its host.</summary>
internal sealed class GatewayEndpoint(Uri uri, HostBreaker breaker)
{
    /// <summary>The operations' routes are few; those that hold a model's id are as many as a caller likes.</summary>
    private const int MaxAddresses = 8;

    // so few are found faster by looking at each, and replaced as a whole: two calls at once may forget one, no worse
    private Address[] _addresses = [];

    /// <summary>The endpoint for those who show it: its query may hold a key.</summary>
    public Uri Shown { get; } = EndpointRules.WithoutSecrets(uri);

    public HostBreaker Breaker => breaker;

    /// <summary>Endpoints of one host share its breaker.</summary>
    public static GatewayEndpoint[] CreateAll(TransportSettings settings)
    {
        var breakers = new Dictionary<string, HostBreaker>(StringComparer.OrdinalIgnoreCase);
        var endpoints = new GatewayEndpoint[settings.Endpoints.Count];
        for (int i = 0; i < endpoints.Length; i++)
        {
            Uri uri = settings.Endpoints[i];
            if (!breakers.TryGetValue(uri.Authority, out HostBreaker? breaker)) breakers.Add(uri.Authority, breaker = new HostBreaker(settings, uri));
            endpoints[i] = new GatewayEndpoint(uri, breaker);
        }
        return endpoints;
    }

    /// <summary>The address of a route.</summary>
    public Uri AddressOf(string route)
    {
        Address[] known = Volatile.Read(ref _addresses);
        foreach (Address address in known)
        {
            if (address.Route == route) return address.Uri;
        }
        Uri joined = EndpointRules.Join(uri, route);
        if (known.Length < MaxAddresses) Volatile.Write(ref _addresses, [.. known, new Address(route, joined)]);
        return joined;
    }

    private sealed class Address(string route, Uri uri)
    {
        public string Route => route;

        public Uri Uri => uri;
    }
}

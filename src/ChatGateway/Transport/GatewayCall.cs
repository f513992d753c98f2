namespace ChatGateway;

/// <summary>The state of one call on its way through the handlers, carried by the request message.</summary>
internal sealed class GatewayCall
{
    private static readonly HttpRequestOptionsKey<GatewayCall> Key = new("ChatGateway.Call");

    public GatewayCall(
        string method,
        string route,
        ModelId? model,
        bool isStream,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        TimeSpan timeout,
        int maxRetries,
        TimeProvider timeProvider)
    {
        Method = method;
        Route = route;
        Model = model;
        IsStream = isStream;
        Headers = headers;
        Timeout = timeout;
        MaxRetries = maxRetries;
        TimeProvider = timeProvider;
        Deadline = timeProvider.GetUtcNow() + timeout;
        RouteUri = new Uri(route, UriKind.Relative);
        Attach = message => message.Options.Set(Key, this);
    }

    public string Method { get; }

    public string Route { get; }

    public Uri RouteUri { get; }

    public ModelId? Model { get; }

    public bool IsStream { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public TimeSpan Timeout { get; }

    /// <summary>When the call's time is up; a wait beyond it would hide the failure behind a time-out.</summary>
    public DateTimeOffset Deadline { get; }

    public int MaxRetries { get; }

    /// <summary>The clock of the client.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Makes a request message part of this call.</summary>
    public Action<HttpRequestMessage> Attach { get; }

    /// <summary>Reads the first event of a stream, as part of the attempt: a failure until then can be retried.</summary>
    public Func<HttpResponseMessage, CancellationToken, Task>? Begin { get; set; }

    /// <summary>Which endpoint the next attempt starts with.</summary>
    public int EndpointIndex { get; set; }

    public Uri? Endpoint { get; set; }

    public int Attempts { get; set; }

    /// <summary>The key in use, so that no text repeats it.</summary>
    public string? ApiKey { get; set; }

    public string? RequestId { get; set; }

    public RateLimits? RateLimits { get; set; }

    /// <summary>The JSON body of the answer, for what only shows after it was read.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    public GatewayResponse Response => new(Endpoint!, RequestId, Attempts, RateLimits);

    public CallDescription Description => new(Method, Route, Endpoint, Model, Attempts);

    public static GatewayCall Of(HttpRequestMessage message) =>
        message.Options.TryGetValue(Key, out GatewayCall? call) ? call : throw new InvalidOperationException("The request belongs to no call.");
}

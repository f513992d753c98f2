namespace ChatGateway;

/// <summary>The state of one call on its way through the handlers, carried by the request message.</summary>
internal sealed class GatewayCall
{
    private static readonly HttpRequestOptionsKey<GatewayCall> Key = new("ChatGateway.Call");

    public GatewayCall(string method, string route, ModelId? model, bool isStream, IReadOnlyList<KeyValuePair<string, string>> headers, TimeSpan timeout)
    {
        Method = method;
        Route = route;
        Model = model;
        IsStream = isStream;
        Headers = headers;
        Timeout = timeout;
        Attach = message => message.Options.Set(Key, this);
    }

    public string Method { get; }

    public string Route { get; }

    public ModelId? Model { get; }

    public bool IsStream { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public TimeSpan Timeout { get; }

    /// <summary>Makes a request message part of this call.</summary>
    public Action<HttpRequestMessage> Attach { get; }

    public Uri? Endpoint { get; set; }

    public int Attempts { get; set; }

    /// <summary>The key in use, so that no text repeats it.</summary>
    public string? ApiKey { get; set; }

    public string? RequestId { get; set; }

    /// <summary>The JSON body of the answer, for what only shows after it was read.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    public GatewayResponse Response => new(Endpoint!, RequestId, Attempts);

    public CallDescription Description => new(Method, Route, Endpoint, Model, Attempts);

    public static GatewayCall Of(HttpRequestMessage message) =>
        message.Options.TryGetValue(Key, out GatewayCall? call) ? call : throw new InvalidOperationException("The request belongs to no call.");
}

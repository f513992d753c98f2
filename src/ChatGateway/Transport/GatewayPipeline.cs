namespace ChatGateway;

/// <summary>
/// The way of a request to the socket, the same for every client. The order, outermost first (the time limit of the whole call
/// and the limit of concurrent calls stand around it, in <see cref="Exchange"/>):
/// retry; endpoint (address, circuit breaker); rate (requests a minute, if limited); headers (key); quota (of the key's day, if
/// counted); answer (time limit of an attempt, status and body to result or exception); socket.
/// </summary>
internal static class GatewayPipeline
{
    /// <summary>Connections are renewed at this age, so that a changed DNS entry is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static HttpMessageInvoker Create(TransportSettings settings) => Create(settings, CreateSocketsHandler(settings.Resilience));

    /// <summary>Above an HttpClient of the caller's: redirects, proxy and TLS are its handler's business.</summary>
    public static HttpMessageInvoker Create(TransportSettings settings, HttpClient httpClient) => Create(settings, new HttpClientHandlerAdapter(httpClient));

    public static HttpMessageInvoker Create(TransportSettings settings, HttpMessageHandler socket)
    {
        HttpMessageHandler answer = new AnswerHandler(settings) { InnerHandler = socket };
        HttpMessageHandler quota = settings.Quota is { } daily ? new QuotaHandler(daily, settings) { InnerHandler = answer } : answer;
        HttpMessageHandler headers = new HeadersHandler(settings) { InnerHandler = quota };
        // before the quota: who gives up waiting has used none
        HttpMessageHandler rate = settings.RequestsPerMinute is { } limit
            ? new RequestRateHandler(limit, settings.WhenLimited, RequestRateHandler.Minute) { InnerHandler = headers }
            : headers;
        HttpMessageHandler endpoint = new EndpointHandler(settings) { InnerHandler = rate };
        HttpMessageHandler retry = new RetryHandler(settings) { InnerHandler = endpoint };
        return new HttpMessageInvoker(retry, disposeHandler: true);
    }

    public static SocketsHttpHandler CreateSocketsHandler(ResilienceOptions resilience) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new LoopbackBypass(),
        ConnectTimeout = resilience.ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        // a caller that leaves a stream wants it to stop, not to be read to its end
        ResponseDrainTimeout = TimeSpan.Zero,
        // a trace context is telemetry of the caller's, not for strangers
        ActivityHeadersPropagator = null,
    };
}

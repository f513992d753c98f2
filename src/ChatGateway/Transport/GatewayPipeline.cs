using System.Net;

namespace ChatGateway;

/// <summary>
/// The way of a request to the socket. The order, outermost first:
/// endpoint (route to address), headers (key), answer (status and body to result or exception), socket.
/// </summary>
internal static class GatewayPipeline
{
    /// <summary>Connections are renewed at this age, so that a changed DNS entry is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static HttpMessageInvoker Create(TransportSettings settings) => Create(settings, CreateSocketsHandler(settings));

    /// <summary>Above an HttpClient of the caller's: redirects, proxy and TLS are its handler's business.</summary>
    public static HttpMessageInvoker Create(TransportSettings settings, HttpClient httpClient) => Create(settings, new HttpClientHandlerAdapter(httpClient));

    private static HttpMessageInvoker Create(TransportSettings settings, HttpMessageHandler socket)
    {
        HttpMessageHandler answer = new AnswerHandler(settings) { InnerHandler = socket };
        HttpMessageHandler headers = new HeadersHandler(settings) { InnerHandler = answer };
        HttpMessageHandler endpoint = new EndpointHandler(settings) { InnerHandler = headers };
        return new HttpMessageInvoker(endpoint, disposeHandler: true);
    }

    private static SocketsHttpHandler CreateSocketsHandler(TransportSettings settings) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = settings.Resilience.ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        // a caller that leaves a stream wants it to stop, not to be read to its end
        ResponseDrainTimeout = TimeSpan.Zero,
        // a trace context is telemetry of the caller's, not for strangers
        ActivityHeadersPropagator = null,
    };
}

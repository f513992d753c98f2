using System.Diagnostics;

namespace ChatGateway;

/// <summary>
/// The way of a request to the socket, the same for every client. The order, outermost first (the limit of concurrent calls
/// and the retries stand around it, in <see cref="Exchange"/>): endpoint (address, circuit breaker); rate (requests a minute, if limited);
/// headers (key); quota (of the key's day, if counted); answer (time limits, status and body to result or exception); socket. Ours
/// are no handlers of the platform: those give a task, and each would be an object more for every call.
/// </summary>
internal sealed class GatewayPipeline : IDisposable
{
    /// <summary>Connections are renewed at this age, so that a changed DNS entry is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpMessageInvoker _socket;
    private readonly RequestRateHandler? _rate;
    private readonly EndpointHandler _first;

    public GatewayPipeline(TransportSettings settings, HttpMessageHandler socket)
    {
        _socket = new HttpMessageInvoker(socket, disposeHandler: true);
        IGatewayHandler answer = new AnswerHandler(settings, _socket);
        IGatewayHandler quota = settings.Quota is { } daily ? new QuotaHandler(daily, settings, answer) : answer;
        IGatewayHandler headers = new HeadersHandler(settings, quota);
        // before the quota: who gives up waiting has used none
        if (settings.RequestsPerMinute is { } limit) _rate = new RequestRateHandler(limit, settings.WhenLimited, RequestRateHandler.Minute, headers);
        _first = new EndpointHandler(settings, _rate ?? headers);
        Retry = new RetryHandler(settings, _first);
    }

    private static DistributedContextPropagator NoTraceHeaders { get; } = DistributedContextPropagator.CreateNoOutputPropagator();

    /// <summary>Sends a call again whose first attempt has failed.</summary>
    public RetryHandler Retry { get; }

    public static SocketsHttpHandler CreateSocketsHandler(ResilienceOptions resilience) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new LoopbackBypass(),
        ConnectTimeout = resilience.ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        // a caller that leaves a stream wants it to stop, not to be read to its end
        ResponseDrainTimeout = TimeSpan.Zero,
        // a trace context is telemetry of the caller's, not for strangers; without any propagator the platform would trace nothing
        ActivityHeadersPropagator = NoTraceHeaders,
    };

    public ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken) =>
        _first.SendAsync(request, cancellationToken);

    public void Dispose()
    {
        _rate?.Dispose();
        _socket.Dispose();
    }
}

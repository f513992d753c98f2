using System.Diagnostics;

namespace ChatGateway;

/// <summary>
/// The way of a request to the socket, the same for every client. The order, outermost first (the limit of concurrent calls
/// and the retries stand around it, in <see cref="Exchange"/>): endpoint (address, circuit breaker); headers (key);
/// quota (of the key's day, if counted); rate (requests a minute, if limited); answer (time limits, status and body to result or
/// exception); socket. Ours are no handlers of the platform: those give a task, and each would be an object more for every call.
/// </summary>
internal sealed class GatewayPipeline : IDisposable
{
    /// <summary>Connections are renewed at this age, so that a changed DNS entry is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpMessageInvoker _socket;
    private readonly RequestRateHandler? _rate;
    private readonly EndpointHandler _first;
    private volatile bool _isDisposed;

    public GatewayPipeline(TransportSettings settings, HttpMessageHandler socket)
    {
        _socket = new HttpMessageInvoker(socket, disposeHandler: true);
        QuotaAnswer? answer = settings.Quota is { } counted ? new QuotaAnswer(counted, settings.Logger, settings.TimeProvider) : null;
        IGatewayHandler last = new AnswerHandler(settings, answer, _socket);
        // after the quota: what waits for its day, or is refused, takes nothing of a minute
        if (settings.RequestsPerMinute is { } limit) last = _rate = new RequestRateHandler(limit, settings, answer, last);
        IGatewayHandler quota = settings.Quota is { } daily ? new QuotaHandler(daily, answer!, settings, last) : last;
        _first = new EndpointHandler(settings, new HeadersHandler(settings, quota));
        Retry = new RetryHandler(settings, this);
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

    /// <summary>What a call of a client that was disposed of gets. It names what the caller knows.</summary>
    public static ObjectDisposedException Disposed() => new("ChatGateway.ChatGatewayClient");

    public ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        // the socket would say so after a permit was taken
        if (_isDisposed) throw Disposed();
        return _first.SendAsync(request, cancellationToken);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _rate?.Dispose();
        _socket.Dispose();
    }
}

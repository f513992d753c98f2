using System.Threading.RateLimiting;

namespace ChatGateway;

/// <summary>Holds attempts back that exceed the requests a minute of the client's options.</summary>
internal sealed class RequestRateHandler(int requestsPerMinute, LimitBehavior behavior, TimeSpan window, IGatewayHandler next) : IGatewayHandler, IDisposable
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Permits come back in twelfths of the window: a twelfth too late at most.</summary>
    private const int Segments = 12;

    private readonly SlidingWindowRateLimiter _limiter = new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = requestsPerMinute,
        Window = window,
        SegmentsPerWindow = Segments,
        QueueLimit = behavior == LimitBehavior.Wait ? int.MaxValue : 0,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        GatewayCall call = request.Call;
        using RateLimitLease lease = await AcquireAsync(call, cancellationToken).ConfigureAwait(false);
        if (!lease.IsAcquired) throw Refuse(call, lease);
        return await next.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _limiter.Dispose();

    private async ValueTask<RateLimitLease> AcquireAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        RateLimitLease lease = _limiter.AttemptAcquire();
        if (lease.IsAcquired || behavior == LimitBehavior.Refuse) return lease;
        GatewayMeter.QuotaWaited(call.Route, QuotaFailures.RateGroup);
        using var timer = new AttemptTimer(call.Remaining, call.TimeProvider, cancellationToken);
        try
        {
            return await _limiter.AcquireAsync(1, timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer.IsOver)
        {
            throw Failures.NoTurn(call, requestsPerMinute);
        }
    }

    private QuotaExhaustedException Refuse(GatewayCall call, RateLimitLease lease)
    {
        TimeSpan wait = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan said) ? said : window;
        GatewayMeter.QuotaRefused(call.Route, QuotaFailures.RateGroup, nameof(LimitBehavior.Refuse));
        return QuotaFailures.RateLimited(call, requestsPerMinute, wait);
    }
}

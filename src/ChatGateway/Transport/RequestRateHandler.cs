using System.Threading.RateLimiting;

namespace ChatGateway;

/// <summary>Holds attempts back that exceed the requests a minute of the client's options.</summary>
internal sealed class RequestRateHandler(int requestsPerMinute, LimitBehavior behavior, TimeSpan window) : DelegatingHandler
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

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GatewayCall call = GatewayCall.Of(request);
        using RateLimitLease lease = await AcquireAsync(call, cancellationToken).ConfigureAwait(false);
        if (!lease.IsAcquired) throw Refuse(call, lease);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _limiter.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<RateLimitLease> AcquireAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        ValueTask<RateLimitLease> lease = _limiter.AcquireAsync(1, cancellationToken);
        if (lease.IsCompletedSuccessfully) return lease.Result;
        GatewayMeter.QuotaWaited(call.Route, QuotaFailures.RateGroup);
        call.IsRateLimited = true;
        RateLimitLease acquired = await lease.ConfigureAwait(false);
        call.IsRateLimited = false;
        return acquired;
    }

    private QuotaExhaustedException Refuse(GatewayCall call, RateLimitLease lease)
    {
        TimeSpan wait = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan said) ? said : window;
        GatewayMeter.QuotaRefused(call.Route, QuotaFailures.RateGroup, nameof(LimitBehavior.Refuse));
        return QuotaFailures.RateLimited(call, requestsPerMinute, wait);
    }
}

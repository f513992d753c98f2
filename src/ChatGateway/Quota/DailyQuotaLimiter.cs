using System.Threading.RateLimiting;

namespace ChatGateway;

/// <summary>Gives permits of the day's quotas, one for each attempt. They do not come back: what was sent stays counted.</summary>
internal sealed class DailyQuotaLimiter(QuotaStore store) : PartitionedRateLimiter<QuotaScope>
{
    // all of a day's leases say the same
    private QuotaLease? _lease;

    /// <summary>The statistics of a day stand in the store, where <see cref="DailyQuota"/> finds them.</summary>
    public override RateLimiterStatistics? GetStatistics(QuotaScope resource) => null;

    /// <summary>Takes a permit, as <see cref="PartitionedRateLimiter{TResource}.AcquireAsync"/> does, and gives it as what it is.</summary>
    public ValueTask<QuotaLease> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<QuotaLease>(cancellationToken);
        return store.TryTake(scope, out QuotaDecision decision) ? new ValueTask<QuotaLease>(LeaseOf(scope, decision)) : AskAsync(scope, cancellationToken);
    }

    protected override RateLimitLease AttemptAcquireCore(QuotaScope resource, int permitCount)
    {
        ValueTask<RateLimitLease> lease = AcquireAsyncCore(resource, permitCount, CancellationToken.None);
        return lease.IsCompletedSuccessfully ? lease.Result : lease.AsTask().GetAwaiter().GetResult();
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(QuotaScope resource, int permitCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(permitCount, 1);
        ValueTask<QuotaLease> lease = TakeAsync(resource, cancellationToken);
        return lease.IsCompletedSuccessfully ? new ValueTask<RateLimitLease>(lease.Result) : WidenAsync(lease);

        static async ValueTask<RateLimitLease> WidenAsync(ValueTask<QuotaLease> lease) => await lease.ConfigureAwait(false);
    }

    private async ValueTask<QuotaLease> AskAsync(QuotaScope scope, CancellationToken cancellationToken) =>
        LeaseOf(scope, await store.TakeAsync(scope, cancellationToken).ConfigureAwait(false));

    private QuotaLease LeaseOf(QuotaScope scope, QuotaDecision decision)
    {
        if (decision.IsGranted) GatewayMeter.QuotaTaken(scope, decision);
        if (decision.Verdict != QuotaVerdict.Granted) return new QuotaLease(decision);
        if (_lease is { } last && last.Decision.Day == decision.Day) return last;
        return _lease = new QuotaLease(decision);
    }
}

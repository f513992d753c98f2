namespace ChatGateway;

/// <summary>Limits how many calls are under way. A permit is held until the answer has been read, of a stream until it ends.</summary>
internal sealed class ConcurrencyGate(int? limit, LimitBehavior behavior)
{
    private readonly SemaphoreSlim? _permits = limit is { } count ? new SemaphoreSlim(count, count) : null;

    /// <summary>Takes a place, waiting for it where calls are to wait; null when there is no limit.</summary>
    /// <exception cref="QuotaExhaustedException">There is no place, and calls are not to wait for one.</exception>
    public ValueTask<Permit?> EnterAsync(GatewayCall call, CancellationToken cancellationToken) =>
        _permits is null ? default : WaitAsync(_permits, call, cancellationToken);

    private async ValueTask<Permit?> WaitAsync(SemaphoreSlim permits, GatewayCall call, CancellationToken cancellationToken)
    {
        if (permits.Wait(0, cancellationToken)) return new Permit(permits);
        if (behavior == LimitBehavior.Refuse)
        {
            GatewayMeter.QuotaRefused(call.Route, QuotaFailures.ConcurrencyGroup, nameof(LimitBehavior.Refuse));
            throw QuotaFailures.NoPlace(call, limit!.Value);
        }
        GatewayMeter.QuotaWaited(call.Route, QuotaFailures.ConcurrencyGroup);
        await permits.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Permit(permits);
    }

    /// <summary>A place among the calls under way; to be disposed of once.</summary>
    internal sealed class Permit(SemaphoreSlim permits) : IDisposable
    {
        public void Dispose() => permits.Release();
    }
}

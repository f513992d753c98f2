namespace ChatGateway;

/// <summary>Limits how many calls are under way. A permit is held until the answer has been read, of a stream until it ends.</summary>
internal sealed class ConcurrencyGate(int? limit, LimitBehavior behavior)
{
    private readonly SemaphoreSlim? _permits = limit is { } count ? new SemaphoreSlim(count, count) : null;

    /// <summary>Takes a place, waiting for it within the call's time where calls are to wait; null when there is no limit.</summary>
    /// <exception cref="QuotaExhaustedException">There is no place, and calls are not to wait for one.</exception>
    /// <exception cref="GatewayConnectionException">The call's time went by.</exception>
    public ValueTask<Permit?> EnterAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        if (_permits is null) return default;
        cancellationToken.ThrowIfCancellationRequested();
        return _permits.Wait(TimeSpan.Zero, CancellationToken.None) ? ValueTask.FromResult<Permit?>(new Permit(_permits)) : WaitAsync(_permits, call, cancellationToken);
    }

    private async ValueTask<Permit?> WaitAsync(SemaphoreSlim permits, GatewayCall call, CancellationToken cancellationToken)
    {
        if (behavior == LimitBehavior.Refuse)
        {
            GatewayMeter.QuotaRefused(call.Route, QuotaFailures.ConcurrencyGroup, nameof(LimitBehavior.Refuse));
            throw QuotaFailures.NoPlace(call, limit!.Value);
        }
        GatewayMeter.QuotaWaited(call.Route, QuotaFailures.ConcurrencyGroup);
        using var timer = new AttemptTimer(call.Remaining, call.TimeProvider, cancellationToken);
        try
        {
            await permits.WaitAsync(timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer.IsOver)
        {
            throw Failures.NoPermit(call, limit);
        }
        return new Permit(permits);
    }

    /// <summary>A place among the calls under way; to be disposed of once.</summary>
    internal sealed class Permit(SemaphoreSlim permits) : IDisposable
    {
        public void Dispose() => permits.Release();
    }
}

namespace ChatGateway;

/// <summary>Limits how many calls are under way. A permit is held until the answer has been read, of a stream until it ends.</summary>
internal sealed class ConcurrencyGate(int? limit)
{
    private readonly SemaphoreSlim? _permits = limit is { } count ? new SemaphoreSlim(count, count) : null;

    public ValueTask<Permit> EnterAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        if (_permits is null) return default;
        cancellationToken.ThrowIfCancellationRequested();
        return _permits.Wait(TimeSpan.Zero, CancellationToken.None) ? ValueTask.FromResult(new Permit(_permits)) : WaitAsync(_permits, call, cancellationToken);
    }

    private async ValueTask<Permit> WaitAsync(SemaphoreSlim permits, GatewayCall call, CancellationToken cancellationToken)
    {
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
    internal readonly struct Permit(SemaphoreSlim? permits) : IDisposable
    {
        public void Dispose() => permits?.Release();
    }
}

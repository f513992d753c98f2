namespace ChatGateway;

/// <summary>Limits how many calls are under way. A permit is held until the answer has been read, of a stream until it ends.</summary>
internal sealed class ConcurrencyGate(int? limit)
{
    private readonly SemaphoreSlim? _permits = limit is { } count ? new SemaphoreSlim(count, count) : null;

    /// <summary>Waits for a place; null when there is no limit.</summary>
    public ValueTask<Permit?> EnterAsync(CancellationToken cancellationToken) => _permits is null ? default : WaitAsync(_permits, cancellationToken);

    private static async ValueTask<Permit?> WaitAsync(SemaphoreSlim permits, CancellationToken cancellationToken)
    {
        await permits.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Permit(permits);
    }

    /// <summary>A place among the calls under way; to be disposed of once.</summary>
    internal sealed class Permit(SemaphoreSlim permits) : IDisposable
    {
        public void Dispose() => permits.Release();
    }
}

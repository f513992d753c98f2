namespace ChatGateway;

/// <summary>A time limit within a token's life: one source in place of a timer's and a linked one.</summary>
internal sealed class AttemptTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _link;
    private readonly CancellationToken _outer;

    public AttemptTimer(TimeSpan limit, TimeProvider timeProvider, CancellationToken outer)
    {
        _source = new CancellationTokenSource(limit, timeProvider);
        _outer = outer;
        _link = outer.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is up, rather than the outer token cancelled.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_outer.IsCancellationRequested;

    public void Dispose()
    {
        // first, so that no late cancellation reaches a disposed source
        _link.Dispose();
        _source.Dispose();
    }
}

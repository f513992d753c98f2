namespace ChatGateway;

/// <summary>A time limit within a token's life: one source in place of a timer's and a linked one.</summary>
internal sealed class AttemptTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _link;
    private readonly CancellationToken _outer;

    public AttemptTimer(TimeSpan limit, TimeProvider timeProvider, CancellationToken outer)
    {
        _source = new CancellationTokenSource(NotNegative(limit), timeProvider);
        _outer = outer;
        _link = outer.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is up, rather than the outer token cancelled.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_outer.IsCancellationRequested;

    /// <summary>Sets another limit, from now on.</summary>
    /// <returns>False when the time was up before.</returns>
    public bool TryExtend(TimeSpan limit)
    {
        _source.CancelAfter(NotNegative(limit));
        return !_source.IsCancellationRequested;
    }

    public void Dispose()
    {
        // first, so that no late cancellation reaches a disposed source
        _link.Dispose();
        _source.Dispose();
    }

    // what is left of a call's time may be nothing; one millisecond less than nothing would mean for ever
    private static TimeSpan NotNegative(TimeSpan limit) => limit > TimeSpan.Zero ? limit : TimeSpan.Zero;
}

using System.Runtime.CompilerServices;

namespace ChatGateway;

/// <summary>
/// A stream's body, read under watch: one limit on silence, another on the time without an event, since keep-alive comments
/// would put off the first for ever, and one on the whole stream. One timer serves all reads, and only those that have to wait.
/// </summary>
/// <param name="inner">The body.</param>
/// <param name="limits">The limits.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="asked">When the stream was asked for: the time to its first byte counts from then on.</param>
internal sealed class WatchedStream(Stream inner, ResilienceOptions limits, TimeProvider timeProvider, long asked) : Stream
{
    private CancellationTokenSource _timer = new(Timeout.InfiniteTimeSpan, timeProvider);
    private readonly long _start = timeProvider.GetTimestamp();
    private long _lastEvent = timeProvider.GetTimestamp();
    private string _option = "";
    private TimeSpan _limit;
    private bool _hasBytes;
    private bool _hasEvent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>An event of the answer came. Its time counts from the next read on: what the reader of the stream does meanwhile is not the server's silence.</summary>
    public void EventCame() => _hasEvent = true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // a sender that keeps up makes no read wait: neither the caller nor a limit may be deaf to that
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        long now = timeProvider.GetTimestamp();
        if (_hasEvent)
        {
            _hasEvent = false;
            _lastEvent = now;
        }
        (_option, _limit, TimeSpan wait) = NextLimit(now);
        if (wait <= TimeSpan.Zero) return ValueTask.FromException<int>(Stalled());
        ValueTask<int> pending = inner.ReadAsync(buffer, _timer.Token);
        if (!pending.IsCompletedSuccessfully) return WaitAsync(pending, wait, cancellationToken);
        int read = pending.Result;
        _hasBytes |= read > 0;
        return new ValueTask<int>(read);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> pending, TimeSpan wait, CancellationToken cancellationToken)
    {
        CancellationTokenSource timer = _timer;
        timer.CancelAfter(wait);
        int read;
        try
        {
            // ended before the timer is used again or disposed of: a late cancellation must not reach either
            using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), timer))
                read = await pending.ConfigureAwait(false);
        }
        catch (Exception) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Stalled();
        }
        // false with a test's clock, and when it fired just now
        if (!timer.TryReset())
        {
            _timer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, timeProvider);
            timer.Dispose();
        }
        _hasBytes |= read > 0;
        return read;
    }

    private StreamStalledException Stalled() => new(_option, _limit, _hasBytes);

    /// <summary>The limit that is reached first, and how long until then.</summary>
    private (string Option, TimeSpan Limit, TimeSpan Wait) NextLimit(long now)
    {
        (string option, TimeSpan limit) = _hasBytes
            ? (nameof(ResilienceOptions.IdleTimeout), limits.IdleTimeout)
            : (nameof(ResilienceOptions.FirstEventTimeout), limits.FirstEventTimeout);
        TimeSpan wait = _hasBytes ? limit : limit - timeProvider.GetElapsedTime(asked, now);
        TimeSpan untilEvent = limits.EventTimeout - timeProvider.GetElapsedTime(_lastEvent, now);
        if (untilEvent < wait) (option, limit, wait) = (nameof(ResilienceOptions.EventTimeout), limits.EventTimeout, untilEvent);
        if (limits.MaxStreamDuration is { } duration && duration - timeProvider.GetElapsedTime(_start, now) < wait)
            (option, limit, wait) = (nameof(ResilienceOptions.MaxStreamDuration), duration, duration - timeProvider.GetElapsedTime(_start, now));
        return (option, limit, wait);
    }
}

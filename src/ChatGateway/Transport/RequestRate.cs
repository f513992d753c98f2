namespace ChatGateway;

/// <summary>
/// The requests of the last minute. It knows the time of each: a window that moves by steps would let requests pass too early or keep
/// them too long.
/// </summary>
internal sealed class RequestRate(int limit, TimeProvider timeProvider)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<long> _sent = new();

    /// <summary>Counts a request if that makes no more than the limit within a minute.</summary>
    /// <returns>Zero, or how long to wait for the next try.</returns>
    public TimeSpan Take()
    {
        lock (_sent)
        {
            long now = timeProvider.GetTimestamp();
            if (_sent.Count == limit)
            {
                TimeSpan left = Minute - timeProvider.GetElapsedTime(_sent.Peek(), now);
                // timers know no less than a millisecond
                if (left > TimeSpan.Zero) return TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
                _sent.Dequeue();
            }
            _sent.Enqueue(now);
            return TimeSpan.Zero;
        }
    }
}

namespace ChatGateway;

/// <summary>
/// Counts the successes of the last window of time, nearly: those since the present one began, and as many of the one before as it would
/// overlap a window that ends now. To remember each by itself would cost each call.
/// </summary>
internal sealed class SuccessCount(TimeSpan window, TimeProvider timeProvider)
{
    /// <summary>A failure among so many is none that matters; and telling of each takes time.</summary>
    private const int Max = 1000;

    private long _start = timeProvider.GetTimestamp();
    private int _count;
    private int _before;

    /// <summary>Adds a success of an attempt that began at a time which the caller has read already: to read it again would cost each call.</summary>
    public void Add(long began)
    {
        long start = Volatile.Read(ref _start);
        TimeSpan age = timeProvider.GetElapsedTime(start, began);
        if (age > window && Interlocked.CompareExchange(ref _start, began, start) == start)
        {
            int count = Interlocked.Exchange(ref _count, 0);
            Volatile.Write(ref _before, age > 2 * window ? 0 : count);
        }
        Interlocked.Increment(ref _count);
    }

    /// <summary>Gives the count, bounded, and starts anew.</summary>
    public int TakeAll()
    {
        double overlap = 1 - (timeProvider.GetElapsedTime(Volatile.Read(ref _start)) / window);
        int count = Interlocked.Exchange(ref _count, 0);
        int before = Interlocked.Exchange(ref _before, 0);
        // of a window that is over, what overlaps is its end
        double counted = overlap >= 0 ? count + (before * overlap) : count * Math.Max(0, 1 + overlap);
        return (int)Math.Min(counted, Max);
    }
}

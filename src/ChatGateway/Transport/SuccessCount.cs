namespace ChatGateway;

/// <summary>Counts the successes of a window of time; the next window starts with the first success after it.</summary>
internal sealed class SuccessCount(TimeSpan window, TimeProvider timeProvider)
{
    /// <summary>A failure among so many is none that matters; and telling of each takes time.</summary>
    private const int Max = 1000;

    private long _start = timeProvider.GetTimestamp();
    private int _count;

    /// <summary>Adds a success of an attempt that began at a time which the caller has read already: to read it again would cost each call.</summary>
    public void Add(long began)
    {
        long start = Volatile.Read(ref _start);
        if (timeProvider.GetElapsedTime(start, began) > window
            && Interlocked.CompareExchange(ref _start, began, start) == start) Interlocked.Exchange(ref _count, 0);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Gives the count, bounded, and starts anew.</summary>
    public int TakeAll()
    {
        int count = Interlocked.Exchange(ref _count, 0);
        return timeProvider.GetElapsedTime(Volatile.Read(ref _start)) > window ? 0 : Math.Min(count, Max);
    }
}

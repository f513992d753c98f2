namespace ChatGateway;

/// <summary>Counts the successes of a window of time; the next window starts with the first success after it.</summary>
internal sealed class SuccessCount(TimeSpan window, TimeProvider timeProvider)
{
    /// <summary>A failure among so many is none that matters; and telling of each takes time.</summary>
    private const int Max = 1000;

    private long _start = timeProvider.GetTimestamp();
    private int _count;

    public void Add()
    {
        long start = Volatile.Read(ref _start);
        if (timeProvider.GetElapsedTime(start) > window
            && Interlocked.CompareExchange(ref _start, timeProvider.GetTimestamp(), start) == start) Interlocked.Exchange(ref _count, 0);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Gives the count, bounded, and starts anew.</summary>
    public int TakeAll()
    {
        int count = Interlocked.Exchange(ref _count, 0);
        return timeProvider.GetElapsedTime(Volatile.Read(ref _start)) > window ? 0 : Math.Min(count, Max);
    }
}

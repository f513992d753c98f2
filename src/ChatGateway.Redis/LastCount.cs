namespace ChatGateway;

/// <summary>What Redis said last of a group.</summary>
internal sealed class LastCount
{
    // a day and what was counted on it, in one number: a later one is greater
    private long _last;

    // in ticks; 0 without a lock
    private long _lockedUntil;

    // who has taken the lock over
    private object? _taker;

    public DateTimeOffset? LockedUntil => Volatile.Read(ref _lockedUntil) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public int On(int day) => CountOn(Volatile.Read(ref _last), day);

    /// <summary>Those of one moment may come in any order: the greatest is the last.</summary>
    public void Raise(int day, int used)
    {
        long said = Of(day, used);
        long last = Volatile.Read(ref _last);
        while (said > last)
        {
            long found = Interlocked.CompareExchange(ref _last, said, last);
            if (found == last) return;
            last = found;
        }
    }

    /// <summary>A count that may be less than the last one; not of an earlier day.</summary>
    public void Set(int day, int used)
    {
        long last = Volatile.Read(ref _last);
        while (last >> 32 <= day)
        {
            long found = Interlocked.CompareExchange(ref _last, Of(day, used), last);
            if (found == last) return;
            last = found;
        }
    }

    public void Lower(int day)
    {
        long last = Volatile.Read(ref _last);
        while (CountOn(last, day) > 0)
        {
            long found = Interlocked.CompareExchange(ref _last, last - 1, last);
            if (found == last) return;
            last = found;
        }
    }

    public void Lock(DateTimeOffset until)
    {
        Volatile.Write(ref _lockedUntil, until.UtcTicks);
        Volatile.Write(ref _taker, null);
    }

    /// <summary>Gives the lock to each taker once; it is kept for the next.</summary>
    /// <returns>Until when it is; null without one, and for who has it already.</returns>
    public DateTimeOffset? TakeOver(object taker) =>
        LockedUntil is { } until && Interlocked.Exchange(ref _taker, taker) != taker ? until : null;

    /// <summary>Forgets the lock.</summary>
    public void Unlock()
    {
        // most have none, and are read only
        if (Volatile.Read(ref _lockedUntil) != 0) Volatile.Write(ref _lockedUntil, 0);
    }

    private static long Of(int day, int used) => ((long)day << 32) | (uint)used;

    private static int CountOn(long last, int day) => (int)(last >> 32) == day ? (int)last : 0;
}

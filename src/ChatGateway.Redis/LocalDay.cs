namespace ChatGateway;

/// <summary>Days as the script counts them, on this machine's clock.</summary>
internal static class LocalDay
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerDay;

    public static int Today(TimeSpan utcOffset) => Of(TimeProvider.System.GetUtcNow(), utcOffset);

    // in ticks: a fraction of days would round the last of them up
    public static int Of(DateTimeOffset time, TimeSpan utcOffset) => (int)(((time.UtcTicks + utcOffset.Ticks) / TimeSpan.TicksPerDay) - Epoch);

    /// <summary>The end of a lock that begins now: it ends with the day at the latest.</summary>
    public static DateTimeOffset EndOfLock(TimeSpan duration, TimeSpan utcOffset)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset reset = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(Of(now, utcOffset) + 1L) - utcOffset;
        return duration < reset - now ? now + duration : reset;
    }

    /// <summary>What is left of a lock; null when it ended with a day that is over. One that is over today leaves nothing: the next request is a probe.</summary>
    public static TimeSpan? LeftOf(DateTimeOffset end, TimeSpan utcOffset)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        if (Of(end - TimeSpan.FromTicks(1), utcOffset) < Of(now, utcOffset)) return null;
        return end > now ? end - now : TimeSpan.Zero;
    }
}

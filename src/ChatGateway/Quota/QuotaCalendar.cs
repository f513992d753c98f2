namespace ChatGateway;

/// <summary>The days of a gateway, which begin at midnight of its own clock.</summary>
internal readonly struct QuotaCalendar(TimeSpan utcOffset)
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerDay;

    /// <summary>The number of days since 1970-01-01 on the gateway's clock. In ticks: a fraction of days would round the last of them up.</summary>
    public int DayOf(DateTimeOffset now) => (int)(((now.UtcTicks + utcOffset.Ticks) / TimeSpan.TicksPerDay) - Epoch);

    /// <summary>When the day ends.</summary>
    public DateTimeOffset NextReset(DateTimeOffset now) => EndOf(DayOf(now));

    public DateTimeOffset EndOf(int day) => (DateTimeOffset.UnixEpoch + TimeSpan.FromDays(day + 1L) - utcOffset).ToOffset(utcOffset);
}

namespace ChatGateway;

/// <summary>The days of a gateway, which begin at midnight of its own clock.</summary>
internal readonly struct QuotaCalendar(TimeSpan utcOffset)
{
    /// <summary>The number of days since 1970-01-01 on the gateway's clock.</summary>
    public int DayOf(DateTimeOffset now) => (int)Math.Floor((now - DateTimeOffset.UnixEpoch + utcOffset).TotalDays);

    /// <summary>When the day ends.</summary>
    public DateTimeOffset NextReset(DateTimeOffset now) => EndOf(DayOf(now));

    public DateTimeOffset EndOf(int day) => (DateTimeOffset.UnixEpoch + TimeSpan.FromDays(day + 1L) - utcOffset).ToOffset(utcOffset);
}

namespace ChatGateway;

/// <summary>How long a call may take.</summary>
public sealed class ResilienceOptions
{
    /// <summary>How long making a connection may take. Has no effect on an HttpClient of the caller's.</summary>
    /// <value>0.1 s to 5 minutes. Default 10 s.</value>
    public TimeSpan ConnectTimeout { get; set; } = DefaultConnectTimeout;

    /// <summary>How long a whole call may take, of a streamed one the time until its first event.</summary>
    /// <value>0.1 s to 1 day. Default 10 minutes.</value>
    public TimeSpan TotalTimeout { get; set; } = DefaultTotalTimeout;

    internal static TimeSpan DefaultConnectTimeout { get; } = TimeSpan.FromSeconds(10);

    internal static TimeSpan DefaultTotalTimeout { get; } = TimeSpan.FromMinutes(10);

    private static TimeSpan Minimum { get; } = TimeSpan.FromSeconds(0.1);

    internal ResilienceOptions Validated()
    {
        Check(ConnectTimeout, TimeSpan.FromMinutes(5), nameof(ConnectTimeout));
        Check(TotalTimeout, TimeSpan.FromDays(1), nameof(TotalTimeout));
        return (ResilienceOptions)MemberwiseClone();
    }

    internal static void CheckTimeout(TimeSpan value, string name) => Check(value, TimeSpan.FromDays(1), name);

    private static void Check(TimeSpan value, TimeSpan maximum, string name)
    {
        if (value < Minimum || value > maximum) throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {Minimum} to {maximum}.");
    }
}

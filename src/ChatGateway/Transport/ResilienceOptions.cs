using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace ChatGateway;

/// <summary>How long calls may take, how often they are retried, and when an endpoint is left alone.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The bounds are TimeSpans, whose converter the framework names itself and so keeps.")]
public sealed class ResilienceOptions
{
    internal const int DefaultMaxRetries = 2;
    internal const double DefaultBreakerFailureRatio = 0.5;
    internal const int DefaultBreakerMinimumCalls = 5;

    private const string Shortest = "00:00:00.1";
    private const string Longest = "1.00:00:00";

    /// <summary>How many times a call is sent again after a failure that may pass: the connection, a time-out, 408, 409, 429, 498, 5xx but 501.</summary>
    /// <value>0 to 10. Default 2.</value>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = DefaultMaxRetries;

    /// <summary>The wait before the first retry; it doubles with each, with jitter. A retry on an endpoint not tried yet does not wait.</summary>
    /// <value>0 to 1 minute, at most <see cref="MaxRetryDelay"/>; the default gives way to one that is less. Default 0.5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = DefaultRetryDelay;

    /// <summary>The longest wait before a retry that the server has not asked for.</summary>
    /// <value>0 to 5 minutes, at least <see cref="RetryDelay"/>. Default 8 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MaxRetryDelay { get; set; } = DefaultMaxRetryDelay;

    /// <summary>The longest wait that a server may ask for (Retry-After); beyond it the call fails at once and tells the wait.</summary>
    /// <value>0 to 1 hour. Default 60 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxServerDelay { get; set; } = DefaultMaxServerDelay;

    /// <summary>How long making a connection may take, TLS included. Has no effect on an HttpClient of the caller's.</summary>
    /// <value>0.1 s to 5 minutes. Default 10 s.</value>
    [Range(typeof(TimeSpan), Shortest, "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = DefaultConnectTimeout;

    /// <summary>How long one attempt may take, its body included. Streams have time-outs of their own.</summary>
    /// <value>0.1 s to 1 day, at most <see cref="TotalTimeout"/>; the default gives way to one that is less. Default 5 minutes.</value>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan AttemptTimeout { get; set; } = DefaultAttemptTimeout;

    /// <summary>How long a whole call may take, retries and waits included; of a streamed one the time until its first event.</summary>
    /// <value>0.1 s to 1 day, at least <see cref="AttemptTimeout"/>. Default 10 minutes.</value>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan TotalTimeout { get; set; } = DefaultTotalTimeout;

    /// <summary>How long a stream may take until its first byte, counted from the request.</summary>
    /// <value>0.1 s to 1 day. Default 2 minutes.</value>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan FirstEventTimeout { get; set; } = DefaultFirstEventTimeout;

    /// <summary>How long a stream may stay silent. Keep-alive comments count as a sign of life.</summary>
    /// <value>0.1 s to 1 day, at most <see cref="EventTimeout"/>; the default gives way to one that is less. Default 2 minutes.</value>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan IdleTimeout { get; set; } = DefaultIdleTimeout;

    /// <summary>How long a stream may go on without a chunk, keep-alive comments and pings or not.</summary>
    /// <value>0.1 s to 1 day, at least <see cref="IdleTimeout"/>. Default 5 minutes.</value>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan EventTimeout { get; set; } = DefaultEventTimeout;

    /// <summary>How long a stream may take in all.</summary>
    /// <value>0.1 s to 1 day. Default null: no limit.</value>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan? MaxStreamDuration { get; set; }

    /// <summary>How many calls of this client may be under way; further ones wait. A stream counts until it ends.</summary>
    /// <value>1 to 100,000. Default null: no limit.</value>
    [Range(1, 100_000)]
    public int? MaxConcurrentCalls { get; set; }

    /// <summary>The share of failed attempts at which a host is left alone for a while. Connections, time-outs and 5xx count as failed.</summary>
    /// <value>0.01 to 1. Default 0.5.</value>
    [Range(0.01, 1.0)]
    public double BreakerFailureRatio { get; set; } = DefaultBreakerFailureRatio;

    /// <summary>How many attempts the window must hold before the share counts.</summary>
    /// <value>2 to 10,000. Default 5.</value>
    [Range(2, 10_000)]
    public int BreakerMinimumCalls { get; set; } = DefaultBreakerMinimumCalls;

    /// <summary>The window over which attempts are counted.</summary>
    /// <value>0.5 s to 1 day. Default 60 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.5", Longest)]
    public TimeSpan BreakerWindow { get; set; } = DefaultBreakerWindow;

    /// <summary>How long a host is left alone.</summary>
    /// <value>0.5 s to 1 day. Default 15 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.5", Longest)]
    public TimeSpan BreakerDuration { get; set; } = DefaultBreakerDuration;

    internal static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromSeconds(0.5);

    internal static readonly TimeSpan DefaultMaxRetryDelay = TimeSpan.FromSeconds(8);

    internal static readonly TimeSpan DefaultMaxServerDelay = TimeSpan.FromSeconds(60);

    internal static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(10);

    internal static readonly TimeSpan DefaultAttemptTimeout = TimeSpan.FromMinutes(5);

    internal static readonly TimeSpan DefaultTotalTimeout = TimeSpan.FromMinutes(10);

    internal static readonly TimeSpan DefaultFirstEventTimeout = TimeSpan.FromMinutes(2);

    internal static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(2);

    internal static readonly TimeSpan DefaultEventTimeout = TimeSpan.FromMinutes(5);

    internal static readonly TimeSpan DefaultBreakerWindow = TimeSpan.FromSeconds(60);

    internal static readonly TimeSpan DefaultBreakerDuration = TimeSpan.FromSeconds(15);

    /// <summary>A copy that later changes do not reach.</summary>
    internal ResilienceOptions Copy() => (ResilienceOptions)MemberwiseClone();
}

namespace ChatGateway;

/// <summary>Where and how a <see cref="RedisQuotaStore"/> keeps its counts.</summary>
public sealed class RedisQuotaOptions
{
    internal const string DefaultKeyPrefix = "chatgateway";

    /// <summary>What the keys begin with. They end with the account's hash in braces, so that a cluster keeps them together.</summary>
    /// <value>Not empty, without braces. Default <c>chatgateway</c>.</value>
    public string KeyPrefix { get; set; } = DefaultKeyPrefix;

    /// <summary>The number of the database.</summary>
    /// <value>-1 (the connection's) or more. Default -1.</value>
    public int Database { get; set; } = -1;

    /// <summary>How long a request waits for Redis, its reconnection included, before it is let through.</summary>
    /// <value>More than 0, at most 1 minute. Default 1 s. While Redis is known to be away, requests do not wait.</value>
    public TimeSpan Patience { get; set; } = DefaultPatience;

    internal static TimeSpan DefaultPatience { get; } = TimeSpan.FromSeconds(1);

    /// <summary>A copy that later changes do not reach.</summary>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    internal RedisQuotaOptions Checked()
    {
        if (string.IsNullOrWhiteSpace(KeyPrefix) || KeyPrefix.AsSpan().IndexOfAny('{', '}') >= 0)
            throw new ArgumentException($"{nameof(KeyPrefix)} '{KeyPrefix}' must not be empty or contain braces.", nameof(KeyPrefix));
        if (Database < -1) throw new ArgumentOutOfRangeException(nameof(Database), Database, $"{nameof(Database)} must be -1 or more.");
        if (Patience <= TimeSpan.Zero || Patience > TimeSpan.FromMinutes(1))
            throw new ArgumentOutOfRangeException(nameof(Patience), Patience, $"{nameof(Patience)} must be more than 0, and at most 1 minute.");
        return (RedisQuotaOptions)MemberwiseClone();
    }
}

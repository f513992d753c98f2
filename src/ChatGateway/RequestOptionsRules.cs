namespace ChatGateway;

/// <summary>Checks what one call asks for.</summary>
internal static class RequestOptionsRules
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static void Check(RequestOptions options)
    {
        if (options.Timeout is { } timeout && (timeout < ShortestTimeout || timeout > LongestTimeout))
            throw new ArgumentOutOfRangeException($"{nameof(options)}.{nameof(options.Timeout)}", timeout, $"Timeout must be from {ShortestTimeout} to {LongestTimeout}.");
        if (options.MaxRetries is { } retries and (< 0 or > 10))
            throw new ArgumentOutOfRangeException($"{nameof(options)}.{nameof(options.MaxRetries)}", retries, "MaxRetries must be from 0 to 10.");
    }
}

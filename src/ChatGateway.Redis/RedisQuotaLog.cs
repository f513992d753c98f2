using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>The log messages. None holds a key or a connection string.</summary>
internal static partial class RedisQuotaLog
{
    [LoggerMessage(1, LogLevel.Warning, "Redis cannot be asked for the quota ({Failure}): requests pass, counted by this process alone on top of what Redis said last, until it can.")]
    public static partial void Lost(ILogger logger, string failure);

    [LoggerMessage(2, LogLevel.Information, "Redis can be asked for the quota again; {Count} requests of the meantime were added.")]
    public static partial void Back(ILogger logger, int count);
}

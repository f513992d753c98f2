using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>The log messages. None holds a key, a prompt or an answer. Documented in docs/observability.md.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Target}: attempt {Attempt} is sent.")]
    public static partial void Sending(ILogger logger, string target, int attempt);

    [LoggerMessage(2, LogLevel.Debug, "{Target}: attempt {Attempt} was answered by {Status} after {ElapsedMilliseconds} ms, request id {RequestId}.")]
    public static partial void Answered(ILogger logger, string target, int attempt, int status, double elapsedMilliseconds, string? requestId);

    [LoggerMessage(3, LogLevel.Warning, "{Target}: attempt {Attempt} failed ({Failure}); the next follows in {DelayMilliseconds} ms.")]
    public static partial void Retrying(ILogger logger, string target, int attempt, string failure, double delayMilliseconds);

    [LoggerMessage(4, LogLevel.Warning, "The circuit breaker of {Authority} is {State}.")]
    public static partial void BreakerChanged(ILogger logger, string authority, string state);

    [LoggerMessage(5, LogLevel.Warning, "{Route}: model {Model} is not in the allowlist; nothing was sent.")]
    public static partial void Rejected(ILogger logger, string route, string model);

    [LoggerMessage(6, LogLevel.Debug, "{Target}: the stream's first event came after {ElapsedMilliseconds} ms.")]
    public static partial void FirstEvent(ILogger logger, string target, double elapsedMilliseconds);

    [LoggerMessage(7, LogLevel.Warning, "{Target}: the stream failed after it had begun ({Reason}).")]
    public static partial void StreamFailed(ILogger logger, string target, GatewayStreamFailure reason);

    [LoggerMessage(8, LogLevel.Information, "{Target}: waiting {Seconds} s for the quota of group {Group}.")]
    public static partial void QuotaWaiting(ILogger logger, string target, string group, double seconds);

    [LoggerMessage(9, LogLevel.Warning, "{Target}: the quota of group {Group} leaves no room ({Verdict}) until {RetryAt}; nothing was sent.")]
    public static partial void QuotaRefused(ILogger logger, string target, string group, QuotaVerdict verdict, string retryAt);

    [LoggerMessage(10, LogLevel.Warning, "{Target}: the gateway says that the day's quota is used up; requests of group {Group} are held back for {Seconds} s.")]
    public static partial void QuotaLocked(ILogger logger, string target, string group, double seconds);

    [LoggerMessage(11, LogLevel.Warning, "The quota's file {Path} cannot be used ({Failure}); requests are counted in memory until it can.")]
    public static partial void QuotaFileLost(ILogger logger, string path, string failure);

    [LoggerMessage(12, LogLevel.Information, "The quota's file {Path} can be used again.")]
    public static partial void QuotaFileBack(ILogger logger, string path);

    [LoggerMessage(13, LogLevel.Warning, "The gateway will probably refuse {Parameter}: {Reason}")]
    public static partial void ParameterRefused(ILogger logger, string parameter, string reason);

    [LoggerMessage(14, LogLevel.Warning, "{Target}: the quota's store could not be told how the attempt ended ({Failure}).")]
    public static partial void QuotaUntold(ILogger logger, string target, string failure);

    [LoggerMessage(15, LogLevel.Warning, "{Route}: model {Model} is of another kind than the route asks for; nothing was sent.")]
    public static partial void RejectedKind(ILogger logger, string route, string model);

    [LoggerMessage(16, LogLevel.Warning, "{Target}: the quota's store has refused, and did not tell what was counted ({Failure}).")]
    public static partial void QuotaUnread(ILogger logger, string target, string failure);
}

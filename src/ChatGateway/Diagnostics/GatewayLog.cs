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
}

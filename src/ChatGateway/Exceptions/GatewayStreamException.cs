using System.Net;

namespace ChatGateway;

/// <summary>A streamed answer began and failed. What had come is in <see cref="Partial"/>.</summary>
public sealed class GatewayStreamException : ChatGatewayException
{
    internal GatewayStreamException(
        GatewayStreamFailure reason, string what, CallDescription call, Diagnosis diagnosis, ChatCompletion? partial, ErrorAnswer? error = null, Exception? inner = null)
        : base($"The stream of {call.Subject} failed: {what}", call, diagnosis, inner)
    {
        Reason = reason;
        Partial = partial;
        ErrorMessage = error?.Message;
        ErrorCode = error?.Code;
        ErrorType = error?.Type;
        IsRateLimited = error is not null
            && (error.StatusCode == HttpStatusCode.TooManyRequests || diagnosis.Cause is DiagnosisCause.RateLimited or DiagnosisCause.DailyQuota);
    }

    /// <summary>How the stream failed.</summary>
    public GatewayStreamFailure Reason { get; }

    /// <summary>The answer as far as it came.</summary>
    /// <value>Null when no chunk had come.</value>
    public ChatCompletion? Partial { get; }

    /// <summary>The gateway's own words of an error event.</summary>
    /// <value>Null for other reasons.</value>
    public string? ErrorMessage { get; }

    /// <summary>The gateway's code of an error event.</summary>
    /// <value>Null for other reasons.</value>
    public string? ErrorCode { get; }

    /// <summary>Whether an error event refused for the number of requests: try later.</summary>
    public bool IsRateLimited { get; }

    /// <summary>The gateway's class of an error event.</summary>
    /// <value>Null for other reasons.</value>
    public string? ErrorType { get; }
}

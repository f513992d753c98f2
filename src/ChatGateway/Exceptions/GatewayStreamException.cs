using System.Net;

namespace ChatGateway;

/// <summary>A streamed answer began and failed. What had come is in <see cref="Partial"/>.</summary>
public sealed class GatewayStreamException : ChatGatewayException
{
    internal GatewayStreamException(
        GatewayStreamFailure reason, string what, CallDescription call, Diagnosis diagnosis, ChatCompletion? partial, bool isPartialCut, ErrorAnswer? error = null, Exception? inner = null)
        : base($"The stream of {call.Subject} failed: {what}", call, diagnosis, inner)
    {
        Reason = reason;
        Partial = partial;
        IsPartialCut = isPartialCut;
        ErrorMessage = error?.Message;
        ErrorCode = error?.Code;
        ErrorType = error?.Type;
        IsRateLimited = error is not null
            && (error.StatusCode == HttpStatusCode.TooManyRequests || diagnosis.Cause is DiagnosisCause.RateLimited or DiagnosisCause.DailyQuota);
    }

    /// <summary>How the stream failed.</summary>
    public GatewayStreamFailure Reason { get; }

    /// <summary>The answer as far as it came.</summary>
    /// <value>Null when no chunk had come. Its beginning, when <see cref="IsPartialCut"/>.</value>
    public ChatCompletion? Partial { get; private set; }

    /// <summary>Whether more had come than <see cref="Partial"/> holds: the stream was longer than <see cref="GatewayLimits.MaxPartialBytes"/>.</summary>
    /// <value>Always false where the stream was put together by <c>ToChatCompletionAsync</c>, which keeps everything.</value>
    public bool IsPartialCut { get; private set; }

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

    /// <summary>Whether the same request may succeed when it is sent again, by one who has been given nothing of this answer yet.</summary>
    internal bool MayPass { get; init; }

    /// <summary>Replaces a cut answer by all that came, from one who kept it.</summary>
    internal void Complete(ChatCompletion partial)
    {
        Partial = partial;
        IsPartialCut = false;
    }
}

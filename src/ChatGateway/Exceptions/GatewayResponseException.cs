using System.Net;

namespace ChatGateway;

/// <summary>The gateway answered with an error, by its status or, with status 200, by an error object.</summary>
public sealed class GatewayResponseException : ChatGatewayException
{
    internal GatewayResponseException(CallDescription call, Diagnosis diagnosis, ErrorAnswer answer)
        : base(answer.Describe(call), call, diagnosis)
    {
        StatusCode = answer.StatusCode;
        ErrorMessage = answer.Message;
        ErrorCode = answer.Code;
        ErrorType = answer.Type;
        Param = answer.Param;
        RequestId = answer.RequestId;
        RetryAfter = answer.RetryAfter;
        ResponseExcerpt = answer.Excerpt;
        RateLimits = answer.RateLimits;
        ShouldRetry = answer.ShouldRetry;
    }

    /// <summary>The status. An error object inside a 200 gives the status of its numeric code, else 200.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The gateway's own words, without masked keys and adverts; at most 1,000 characters.</summary>
    /// <value>Null when it gave none, or a page of HTML.</value>
    public string? ErrorMessage { get; }

    /// <summary>The gateway's code; a numeric code as its digits.</summary>
    /// <value>Null when it gave none.</value>
    public string? ErrorCode { get; }

    /// <summary>The gateway's class of error.</summary>
    /// <value>Null when it gave none.</value>
    public string? ErrorType { get; }

    /// <summary>The parameter at fault.</summary>
    /// <value>Null when the gateway named none.</value>
    public string? Param { get; }

    /// <summary>The gateway's id of the request, for its support.</summary>
    /// <value>Null when it sent none.</value>
    public string? RequestId { get; }

    /// <summary>How long the gateway asks to wait.</summary>
    /// <value>Null when it did not say.</value>
    public TimeSpan? RetryAfter { get; }

    /// <summary>What the gateway says of its limits.</summary>
    /// <value>Null when it says nothing.</value>
    public RateLimits? RateLimits { get; }

    /// <summary>The beginning of the body, without keys; at most 1,000 characters.</summary>
    /// <value>Null when the body was empty.</value>
    public string? ResponseExcerpt { get; }

    /// <summary>Whether the gateway refused for the number of requests: try later.</summary>
    public bool IsRateLimited => StatusCode == HttpStatusCode.TooManyRequests || Diagnosis.Cause == DiagnosisCause.RateLimited;

    /// <summary>Whether the gateway refused the key.</summary>
    public bool IsAuthenticationFailure =>
        StatusCode == HttpStatusCode.Unauthorized || Diagnosis.Cause is DiagnosisCause.InvalidKey or DiagnosisCause.WrongHost;

    /// <summary>What the gateway says of retrying (<c>x-should-retry</c>).</summary>
    internal bool? ShouldRetry { get; }
}

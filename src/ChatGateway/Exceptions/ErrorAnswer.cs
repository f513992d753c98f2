using System.Net;

namespace ChatGateway;

/// <summary>What an error answer says, read and scrubbed.</summary>
internal sealed record ErrorAnswer(
    HttpStatusCode StatusCode, string? Message, string? Code, string? Type, string? Param, string? RequestId, TimeSpan? RetryAfter, string? Excerpt,
    bool? ShouldRetry, RateLimits? RateLimits)
{
    /// <summary>What came, in the gateway's own words.</summary>
    public string Describe(CallDescription call)
    {
        string said = Message is null ? "" : $": {Message.TrimEnd('.', ' ', '。')}";
        return $"{call.Subject} was answered by {(int)StatusCode}{said}.";
    }
}

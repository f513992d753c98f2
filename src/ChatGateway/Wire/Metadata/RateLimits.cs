namespace ChatGateway;

/// <summary>What the gateway says of its limits (<c>x-ratelimit-*</c>; OpenAI, Azure, Groq). Null members did not come.</summary>
/// <param name="LimitRequests">The requests allowed in the window.</param>
/// <param name="RemainingRequests">The requests left.</param>
/// <param name="ResetRequests">How long until the window of requests starts anew.</param>
/// <param name="LimitTokens">The tokens allowed in the window.</param>
/// <param name="RemainingTokens">The tokens left.</param>
/// <param name="ResetTokens">How long until the window of tokens starts anew.</param>
public sealed record RateLimits(
    long? LimitRequests, long? RemainingRequests, TimeSpan? ResetRequests, long? LimitTokens, long? RemainingTokens, TimeSpan? ResetTokens);

namespace ChatGateway;

/// <summary>The day's requests of a free key are used up; waiting for the reset is all that helps.</summary>
public sealed class QuotaExhaustedException : ChatGatewayException
{
    internal QuotaExhaustedException(string what, CallDescription call, Diagnosis diagnosis, string? quotaGroup, DateTimeOffset? resetsAt, GatewayResponseException? response)
        : base(what, call, diagnosis, response)
    {
        QuotaGroup = quotaGroup;
        ResetsAt = resetsAt;
    }

    /// <summary>The models that share the quota.</summary>
    /// <value>Null when the model is not in the catalogue.</value>
    public string? QuotaGroup { get; }

    /// <summary>When the count starts anew: 00:00 UTC+8, ChatAnywhere's midnight.</summary>
    /// <value>Null when unknown, as with other gateways' limits.</value>
    public DateTimeOffset? ResetsAt { get; }

    /// <summary>Whether the number of requests is the reason.</summary>
    /// <value>Always true.</value>
    public bool IsRateLimited { get; } = true;
}

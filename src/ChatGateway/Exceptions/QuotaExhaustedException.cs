namespace ChatGateway;

/// <summary>
/// Requests are used up: those of a day, by the gateway's word (then <see cref="Exception.InnerException"/> is its answer) or by
/// the client's count, or a limit of the client's own (<see cref="QuotaOptions"/>). Unless the gateway said it, nothing was sent.
/// </summary>
public sealed class QuotaExhaustedException : ChatGatewayException
{
    internal QuotaExhaustedException(string what, CallDescription call, Diagnosis diagnosis, string? quotaGroup, DateTimeOffset? resetsAt, GatewayResponseException? response)
        : base(what, call, diagnosis, response)
    {
        What = what;
        QuotaGroup = quotaGroup;
        ResetsAt = resetsAt;
        RetryAt = resetsAt;
    }

    /// <summary>The models that share the quota; the total of all chat requests has a name as well, and so have the client's own limits.</summary>
    /// <value>Null when the catalogue knows of no daily quota of the model.</value>
    public string? QuotaGroup { get; }

    /// <summary>How many requests were counted, failed ones and retries included.</summary>
    /// <value>Null where the client does not count.</value>
    public int? Used { get; internal init; }

    /// <summary>How many there are.</summary>
    /// <value>Null where none is known.</value>
    public int? Limit { get; internal init; }

    /// <summary>When the count starts anew: midnight at <see cref="QuotaOptions.ResetUtcOffset"/>, by default 00:00 UTC+8.</summary>
    /// <value>Null when unknown, as with other gateways' limits.</value>
    public DateTimeOffset? ResetsAt { get; }

    /// <summary>
    /// When another try makes sense. Earlier than <see cref="ResetsAt"/> after an answer of the gateway: it may have meant less than
    /// the whole day.
    /// </summary>
    /// <value>Null when unknown.</value>
    public DateTimeOffset? RetryAt { get; internal init; }

    /// <summary>The allowed models of the same kind that have requests left today, those with most of them first.</summary>
    /// <value>Empty where the client does not count, or none is left.</value>
    public IReadOnlyList<ModelId> AvailableModels { get; internal init; } = [];

    /// <summary>Whether the number of requests is the reason.</summary>
    /// <value>Always true.</value>
    public bool IsRateLimited { get; } = true;

    /// <summary>What happened, without explanation and advice.</summary>
    internal string What { get; }
}

namespace ChatGateway;

/// <summary>What one call does differently from the client's options.</summary>
public sealed class RequestOptions
{
    /// <summary>How long the call may take; of a streamed one the time until its first event.</summary>
    /// <value>
    /// 0.1 s to 1 day. Default null: <see cref="ResilienceOptions.TotalTimeout"/>. Longer than that, it holds for each attempt as well, in
    /// the place of <see cref="ResilienceOptions.AttemptTimeout"/> or <see cref="ResilienceOptions.FirstEventTimeout"/>.
    /// </value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many times the call is sent again after a failure that may pass.</summary>
    /// <value>0 to 10. Default null: <see cref="ResilienceOptions.MaxRetries"/>.</value>
    public int? MaxRetries { get; init; }

    /// <summary>Headers to add; they replace the client's of the same name. The key's header cannot be set.</summary>
    /// <value>Default null: none.</value>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>
    /// Whether to leave out what the specification and the catalogue say of a request: ranges of numbers, parameters that a model refuses,
    /// and whether it is a chat or an embedding model. For gateways that allow more. The allowlist still holds.
    /// </summary>
    /// <value>Default false.</value>
    public bool SkipChecks { get; init; }
}

namespace ChatGateway;

/// <summary>In which way a call failed, as far as the client can tell by itself.</summary>
internal enum FailureKind
{
    /// <summary>The gateway answered with an error.</summary>
    Answer,

    /// <summary>The allowlist refused the model.</summary>
    Refusal,

    /// <summary>The day's quota is used up by the client's count.</summary>
    QuotaUsedUp,

    /// <summary>The gateway said before that the day's quota is used up.</summary>
    QuotaLocked,

    /// <summary>The client's own requests a minute are sent.</summary>
    RateLimit,

    /// <summary>The client's own concurrent calls are under way.</summary>
    ConcurrencyLimit,

    /// <summary>No answer came.</summary>
    Connection,

    /// <summary>No key came from where the host keeps it.</summary>
    KeyProvider,

    /// <summary>Every endpoint's circuit breaker is open.</summary>
    CircuitsOpen,

    /// <summary>The time of an attempt or of the call ran out.</summary>
    Timeout,

    /// <summary>A stream's first event did not come.</summary>
    Stall,

    /// <summary>What came is not the API.</summary>
    Protocol,

    /// <summary>A whole answer's end is missing.</summary>
    CutBody,

    /// <summary>What came is larger than a limit of the client's.</summary>
    TooLarge,

    /// <summary>A stream ended without its end.</summary>
    StreamTruncated,

    /// <summary>A stream's connection broke, or its time was up.</summary>
    StreamInterrupted,

    /// <summary>A stream fell silent.</summary>
    StreamIdle,

    /// <summary>A stream went on with something that is not the API.</summary>
    StreamMalformed,
}

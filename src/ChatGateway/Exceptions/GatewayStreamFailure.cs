namespace ChatGateway;

/// <summary>How a stream failed after it had begun.</summary>
public enum GatewayStreamFailure
{
    /// <summary>It ended without its end marker and without a finish reason.</summary>
    Truncated,

    /// <summary>The connection broke.</summary>
    Interrupted,

    /// <summary>Nothing came for longer than allowed.</summary>
    Idle,

    /// <summary>The gateway reported an error inside the stream.</summary>
    ErrorEvent,

    /// <summary>An event exceeds its limit.</summary>
    TooLarge,

    /// <summary>An event is not what the API promises.</summary>
    Malformed,
}

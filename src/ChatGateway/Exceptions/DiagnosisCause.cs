namespace ChatGateway;

/// <summary>What probably made a call fail.</summary>
public enum DiagnosisCause
{
    /// <summary>Nothing that the client knows.</summary>
    Unknown,

    /// <summary>The legacy completions route was called: free keys of ChatAnywhere get a 403 for it, whatever the model.</summary>
    LegacyRoute,

    /// <summary>The key may not use the model.</summary>
    ModelNotAllowed,

    /// <summary>The model id is probably misspelt.</summary>
    ModelMisspelt,

    /// <summary>The input is longer than the model or the key's tier allows.</summary>
    InputTooLong,

    /// <summary>The day's requests are used up.</summary>
    DailyQuota,

    /// <summary>Too many requests at a time.</summary>
    RateLimited,

    /// <summary>The account has no credit left.</summary>
    BalanceTooLow,

    /// <summary>The key is missing, unknown or disabled.</summary>
    InvalidKey,

    /// <summary>The key belongs to another gateway than the endpoint.</summary>
    WrongHost,

    /// <summary>The endpoint's path is not the API's root.</summary>
    WrongBasePath,

    /// <summary>The endpoint answered with a redirect, which is never followed: it would take the key along.</summary>
    Redirected,

    /// <summary>A content filter withheld the prompt or the answer.</summary>
    ContentFiltered,

    /// <summary>The gateway or its upstream failed or has no capacity.</summary>
    GatewayOverloaded,

    /// <summary>A proxy or firewall on the way answered in the gateway's place.</summary>
    BlockedByProxy,

    /// <summary>The provider does not serve the country that the call came from.</summary>
    RegionNotServed,

    /// <summary>The request is malformed or holds a parameter that the model rejects.</summary>
    InvalidRequest,

    /// <summary>The gateway could not be reached, or the connection broke.</summary>
    ConnectionFailed,

    /// <summary>The gateway took longer than allowed.</summary>
    TimedOut,

    /// <summary>The gateway answered with something that is not the API.</summary>
    ProtocolViolation,
}

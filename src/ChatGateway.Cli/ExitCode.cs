namespace ChatGateway.Cli;

/// <summary>What the process returns. Scripts depend on the numbers: they never change.</summary>
internal enum ExitCode
{
    Ok = 0,

    /// <summary>A defect of the tool, or an output that cannot be written, such as a full disk.</summary>
    Failure = 1,

    Usage = 2,
    Authentication = 3,
    ModelNotAllowed = 4,
    QuotaOrRateLimit = 5,
    Network = 6,
    GatewayError = 7,
    StreamCut = 8,

    /// <summary>128 + SIGINT, as shells count.</summary>
    Cancelled = 130,

    /// <summary>128 + SIGTERM.</summary>
    Terminated = 143,
}

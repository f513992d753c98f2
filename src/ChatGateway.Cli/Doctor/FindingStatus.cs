namespace ChatGateway.Cli;

/// <summary>How a check ended.</summary>
internal enum FindingStatus
{
    Ok,

    /// <summary>Nothing is wrong, and something is worth knowing.</summary>
    Note,

    Failed,

    /// <summary>It was not made, since another has failed.</summary>
    Skipped,
}

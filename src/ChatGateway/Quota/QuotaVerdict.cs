namespace ChatGateway;

/// <summary>What a <see cref="QuotaStore"/> says to a request.</summary>
public enum QuotaVerdict
{
    /// <summary>It may be sent, and is counted.</summary>
    Granted,

    /// <summary>It may be sent, and is counted: the one that finds out whether the gateway's lock still holds.</summary>
    Probe,

    /// <summary>The group's requests of the day are used up.</summary>
    GroupExhausted,

    /// <summary>The requests of the day over all groups are used up.</summary>
    TotalExhausted,

    /// <summary>The gateway said that the quota is used up, whatever the count.</summary>
    Locked,
}

namespace ChatGateway;

/// <summary>What happens to a call that a limit of the client's own holds back.</summary>
public enum LimitBehavior
{
    /// <summary>It waits its turn, within its time.</summary>
    Wait,

    /// <summary>It fails at once.</summary>
    Refuse,
}

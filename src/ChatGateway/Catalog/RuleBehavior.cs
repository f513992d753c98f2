namespace ChatGateway;

/// <summary>What happens to a request whose parameters the catalogue says its model does not take.</summary>
public enum RuleBehavior
{
    /// <summary>It is sent, and a warning is logged.</summary>
    Warn,

    /// <summary>It is not sent: an <see cref="ArgumentException"/> names the parameter.</summary>
    Throw,

    /// <summary>It is sent, and nothing is said.</summary>
    Ignore,
}

namespace ChatGateway;

/// <summary>The class of a ChatAnywhere key.</summary>
public enum KeyTier
{
    /// <summary>A free key: few models, daily quotas, prompts below 4096 tokens.</summary>
    Free,

    /// <summary>A paid key: the whole catalogue.</summary>
    Paid,
}

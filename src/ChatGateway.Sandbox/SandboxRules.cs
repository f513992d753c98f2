namespace ChatGateway.Sandbox;

/// <summary>Whose rules the sandbox enforces.</summary>
public enum SandboxRules
{
    /// <summary>
    /// A free ChatAnywhere key: models of the free list only, prompts below <see cref="SandboxOptions.MaxInputTokens"/>, daily quotas,
    /// and a 403 on the legacy <c>/completions</c> route.
    /// </summary>
    ChatAnywhereFree,

    /// <summary>A paid ChatAnywhere key: every model of the catalogue, no quota.</summary>
    ChatAnywherePaid,

    /// <summary>Any model id, no quota, and no key unless <see cref="SandboxOptions.ApiKey"/> names one.</summary>
    Open,
}

using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>Makes of the options what counts a client's requests and bounds its prompts.</summary>
internal static class QuotaSettings
{
    /// <summary>The daily quotas; null where they are not counted.</summary>
    /// <exception cref="ArgumentException">Two places are given for the counts.</exception>
    public static DailyQuota? Daily(ChatGatewayOptions options, KeyTier? tier, Uri[] endpoints, ModelAllowlist allowlist, ILogger logger)
    {
        if (!(options.Quota.Enabled ?? tier == KeyTier.Free)) return null;
        QuotaOptions quota = options.Quota.Copy();
        if (quota is { FilePath: not null, Store: not null })
            throw new ArgumentException($"Both {nameof(quota.FilePath)} and {nameof(quota.Store)} of {nameof(options.Quota)} are set.", nameof(options));
        QuotaStore store = quota.Store
            ?? (quota.FilePath is { } path ? new FileQuotaStore(path, options.TimeProvider, logger) : new MemoryQuotaStore(options.TimeProvider));
        // ChatAnywhere's hosts share their counts
        string gateway = Array.TrueForAll(endpoints, ChatAnywhere.IsHost) ? nameof(ChatAnywhere) : endpoints[0].Authority;
        bool isPrivate = quota is { Store: null, FilePath: null };
        return new DailyQuota(new QuotaPlan(quota, gateway, isPrivate), store, quota.MaxWait, allowlist.Allows, options.TimeProvider);
    }

    /// <summary>The longest prompt; null where any length may be sent.</summary>
    public static PromptLimit? Prompt(QuotaOptions quota, KeyTier? tier)
    {
        int? limit = quota.MaxPromptTokens ?? (tier == KeyTier.Free ? ModelCatalog.FreeTier.MaxPromptTokens : null);
        return limit is { } tokens ? new PromptLimit(tokens, quota.TokenCounter) : null;
    }
}

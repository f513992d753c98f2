using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatGateway;

/// <summary>The options of a client, checked and frozen.</summary>
/// <param name="Transport">What the handlers need.</param>
/// <param name="Gate">The allowlist.</param>
/// <param name="PromptLimit">The longest prompt; null where any length may be sent.</param>
/// <param name="DefaultModel">The model of calls that name none.</param>
internal sealed record ClientSettings(TransportSettings Transport, ModelGate Gate, PromptLimit? PromptLimit, ModelId? DefaultModel)
{
    /// <exception cref="ArgumentException">An option cannot be used; the message names it and never holds the key.</exception>
    public static ClientSettings From(ChatGatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Resilience);
        ArgumentNullException.ThrowIfNull(options.Limits);
        ArgumentNullException.ThrowIfNull(options.Quota);
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        Uri[] endpoints = [.. (options.Endpoints is { Count: > 0 } given ? given : ChatAnywhere.Endpoints)
            .Select(endpoint => EndpointRules.Normalize(endpoint, options.AllowInsecureHttp, nameof(options.Endpoints)))];
        string? key = ApiKeyRules.Normalize(options.ApiKey, nameof(options.ApiKey));
        if (key is not null && options.ApiKeyProvider is not null)
            throw new ArgumentException($"Both {nameof(options.ApiKey)} and {nameof(options.ApiKeyProvider)} are set.", nameof(options));
        if (key is null && options.ApiKeyProvider is null && endpoints.FirstOrDefault(ChatAnywhere.IsHost) is { } host)
            throw new ArgumentException($"{host.Host} needs an API key and none is set.", nameof(options.ApiKey));

        ILoggerFactory loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        ModelAllowlist allowlist = AllowlistOf(options, endpoints);
        ILogger logger = loggers.CreateLogger<ChatGatewayClient>();
        var transport = new TransportSettings(
            endpoints,
            options.ApiKeyProvider ?? (_ => ValueTask.FromResult(key)),
            HeaderRules.Check(options.Headers, nameof(options.Headers)),
            options.Limits.Copy(),
            options.Resilience.Copy(),
            options.TimeProvider,
            logger)
        {
            Quota = QuotaOf(options, endpoints, allowlist, logger),
            RequestsPerMinute = options.Quota.RequestsPerMinute,
            WhenLimited = options.Quota.WhenLimited,
            DailyQuotaTexts = options.Quota.DailyQuotaTexts is { } texts ? [.. texts] : null,
        };
        var gate = new ModelGate(allowlist, endpoints[0], logger);
        return new ClientSettings(transport, gate, PromptLimitOf(options, endpoints), options.DefaultModel);
    }

    /// <summary>Checks ranges and contradictions, too, as the start of a host does.</summary>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static ClientSettings Checked(ChatGatewayOptions options)
    {
        ValidateOptionsResult ranges = new ChatGatewayOptionsValidator().Validate(null, options);
        if (ranges.Failed) throw new ArgumentOutOfRangeException(nameof(options), ranges.FailureMessage);
        // its own exceptions say which option, so they come before the collected text of the rules
        ClientSettings settings = From(options);
        ValidateOptionsResult rules = new ChatGatewayOptionsRules().Validate(null, options);
        return rules.Failed ? throw new ArgumentException(rules.FailureMessage, nameof(options)) : settings;
    }

    private static KeyTier? TierOf(ChatGatewayOptions options, Uri[] endpoints) =>
        options.KeyTier ?? (Array.TrueForAll(endpoints, ChatAnywhere.IsHost) ? KeyTier.Free : null);

    private static DailyQuota? QuotaOf(ChatGatewayOptions options, Uri[] endpoints, ModelAllowlist allowlist, ILogger logger)
    {
        QuotaOptions quota = options.Quota.Copy();
        if (!(quota.Enabled ?? TierOf(options, endpoints) == KeyTier.Free)) return null;
        if (quota is { FilePath: not null, Store: not null })
            throw new ArgumentException($"Both {nameof(quota.FilePath)} and {nameof(quota.Store)} of {nameof(options.Quota)} are set.", nameof(options));
        QuotaStore store = quota.Store
            ?? (quota.FilePath is { } path ? new FileQuotaStore(path, options.TimeProvider, logger) : new MemoryQuotaStore(options.TimeProvider));
        // ChatAnywhere's hosts share their counts
        string gateway = Array.TrueForAll(endpoints, ChatAnywhere.IsHost) ? nameof(ChatAnywhere) : endpoints[0].Authority;
        return new DailyQuota(new QuotaPlan(quota, gateway), store, quota.MaxWait, allowlist.Allows, options.TimeProvider);
    }

    private static PromptLimit? PromptLimitOf(ChatGatewayOptions options, Uri[] endpoints) =>
        (options.Quota.MaxPromptTokens ?? (TierOf(options, endpoints) == KeyTier.Free ? ModelCatalog.FreeTier.MaxPromptTokens : null)) is { } limit
            ? new PromptLimit(limit, options.Quota.TokenCounter)
            : null;

    private static ModelAllowlist AllowlistOf(ChatGatewayOptions options, Uri[] endpoints)
    {
        ModelAllowlist allowlist = options.AllowedModels ?? TierOf(options, endpoints) switch
        {
            KeyTier.Free => ModelAllowlist.FreeTier,
            KeyTier.Paid => ModelAllowlist.PaidTier,
            _ => ModelAllowlist.Any,
        };
        return options.ExtraModels is { Count: > 0 } extra ? allowlist.With([.. extra]) : allowlist;
    }
}

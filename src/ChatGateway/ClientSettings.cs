using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatGateway;

/// <summary>The options of a client, checked and frozen.</summary>
/// <param name="Transport">What the handlers need.</param>
/// <param name="Checks">What looks at a request before it is sent.</param>
/// <param name="DefaultModel">The model of calls that name none.</param>
internal sealed record ClientSettings(TransportSettings Transport, ChatChecks Checks, ModelId? DefaultModel)
{
    /// <exception cref="ArgumentException">An option cannot be used; the message names it and never holds the key.</exception>
    public static ClientSettings From(ChatGatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Resilience);
        ArgumentNullException.ThrowIfNull(options.Limits);
        ArgumentNullException.ThrowIfNull(options.Quota);
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        IList<Uri> given = options.Endpoints ?? ChatAnywhere.Endpoints;
        // a list that lost its entries on the way would send the key of a private gateway to strangers
        if (given.Count == 0) throw new ArgumentException($"{nameof(options.Endpoints)} is empty: name one, or leave it null for ChatAnywhere's.", nameof(options.Endpoints));
        var endpoints = new Uri[given.Count];
        for (int i = 0; i < endpoints.Length; i++) endpoints[i] = EndpointRules.Normalize(given[i], options.AllowInsecureHttp, nameof(options.Endpoints));
        // one that is bound twice would be asked again at once, as if it were another
        endpoints = Array.FindAll(endpoints, new HashSet<Uri>().Add);
        string? key = ApiKeyRules.Normalize(options.ApiKey, nameof(options.ApiKey));
        if (key is not null && options.ApiKeyProvider is not null)
            throw new ArgumentException($"Both {nameof(options.ApiKey)} and {nameof(options.ApiKeyProvider)} are set.", nameof(options));
        if (key is null && options.ApiKeyProvider is null && Array.Find(endpoints, ChatAnywhere.IsHost) is { } host)
            throw new ArgumentException($"{host.Host} needs an API key and none is set.", nameof(options.ApiKey));

        // a logger's category is the name of a type, which takes reflection
        ILogger logger = options.LoggerFactory is { } loggers ? loggers.CreateLogger<ChatGatewayClient>() : NullLogger.Instance;
        ModelAllowlist allowlist = AllowlistOf(options, endpoints);
        if (options.DefaultModel is { } model && !allowlist.Allows(model))
            throw new ArgumentException($"{nameof(options.DefaultModel)} '{model}' is not on the allowlist: every call without a model would be refused.", nameof(options));
        var transport = new TransportSettings(
            endpoints,
            key,
            options.ApiKeyProvider,
            HeaderRules.Check(options.Headers, nameof(options.Headers)),
            options.Limits.Copy(),
            options.Resilience.Copy(),
            options.TimeProvider,
            logger)
        {
            Quota = QuotaSettings.Daily(options, TierOf(options, endpoints), endpoints, allowlist, logger),
            RequestsPerMinute = options.Quota.RequestsPerMinute,
            WhenLimited = options.Quota.WhenLimited,
            DailyQuotaTexts = options.Quota.DailyQuotaTexts is { } texts ? [.. texts] : null,
        };
        var checks = new ChatChecks(
            new ModelGate(allowlist, endpoints[0], logger),
            new ModelParameterGate(options.ParameterRules, logger),
            QuotaSettings.Prompt(options.Quota, TierOf(options, endpoints)));
        return new ClientSettings(transport, checks, options.DefaultModel);
    }

    /// <summary>Checks ranges and contradictions, too, as the start of a host does.</summary>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static ClientSettings Checked(ChatGatewayOptions options)
    {
        if (!OptionRanges.Hold(options)) ThrowForRanges(options);
        // its own exceptions say which option, so they come before the collected text of the rules
        ClientSettings settings = From(options);
        return OptionContradictions.Find(options) is { } failures
            ? throw new ArgumentException(string.Join("; ", failures), nameof(options))
            : settings;
    }

    private static void ThrowForRanges(ChatGatewayOptions options)
    {
        ValidateOptionsResult ranges = new ChatGatewayOptionsValidator().Validate(null, options);
        if (ranges.Failed) throw new ArgumentOutOfRangeException(nameof(options), ranges.FailureMessage);
    }

    private static KeyTier? TierOf(ChatGatewayOptions options, Uri[] endpoints) =>
        options.KeyTier ?? (Array.TrueForAll(endpoints, ChatAnywhere.IsHost) ? KeyTier.Free : null);

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

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatGateway;

/// <summary>The options of a client, checked and frozen.</summary>
internal sealed record ClientSettings(TransportSettings Transport, ModelGate Gate, ModelId? DefaultModel)
{
    /// <exception cref="ArgumentException">An option cannot be used; the message names it and never holds the key.</exception>
    public static ClientSettings From(ChatGatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Resilience);
        ArgumentNullException.ThrowIfNull(options.Limits);
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        Uri[] endpoints = [.. (options.Endpoints is { Count: > 0 } given ? given : ChatAnywhere.Endpoints)
            .Select(endpoint => EndpointRules.Normalize(endpoint, options.AllowInsecureHttp, nameof(options.Endpoints)))];
        string? key = ApiKeyRules.Normalize(options.ApiKey, nameof(options.ApiKey));
        if (key is not null && options.ApiKeyProvider is not null)
            throw new ArgumentException($"Both {nameof(options.ApiKey)} and {nameof(options.ApiKeyProvider)} are set.", nameof(options));
        if (key is null && options.ApiKeyProvider is null && endpoints.FirstOrDefault(ChatAnywhere.IsHost) is { } host)
            throw new ArgumentException($"{host.Host} needs an API key and none is set.", nameof(options.ApiKey));

        ILoggerFactory loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        var transport = new TransportSettings(
            endpoints,
            key,
            options.ApiKeyProvider,
            HeaderRules.Check(options.Headers, nameof(options.Headers)),
            options.Limits.Copy(),
            options.Resilience.Copy(),
            options.TimeProvider,
            loggers.CreateLogger<ChatGatewayClient>());
        var gate = new ModelGate(AllowlistOf(options, endpoints), endpoints[0], transport.Logger);
        return new ClientSettings(transport, gate, options.DefaultModel);
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

    private static ModelAllowlist AllowlistOf(ChatGatewayOptions options, Uri[] endpoints)
    {
        KeyTier? tier = options.KeyTier ?? (Array.TrueForAll(endpoints, ChatAnywhere.IsHost) ? KeyTier.Free : null);
        ModelAllowlist allowlist = options.AllowedModels ?? tier switch
        {
            KeyTier.Free => ModelAllowlist.FreeTier,
            KeyTier.Paid => ModelAllowlist.PaidTier,
            _ => ModelAllowlist.Any,
        };
        return options.ExtraModels is { Count: > 0 } extra ? allowlist.With([.. extra]) : allowlist;
    }
}

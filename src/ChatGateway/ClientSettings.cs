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
        Uri[] endpoints = [.. options.Endpoints is { Count: > 0 } given ? given : ChatAnywhere.Endpoints];
        for (int i = 0; i < endpoints.Length; i++) endpoints[i] = EndpointRules.Normalize(endpoints[i], options.AllowInsecureHttp, nameof(options.Endpoints));
        string? key = ApiKeyRules.Normalize(options.ApiKey, nameof(options.ApiKey));
        if (key is not null && options.ApiKeyProvider is not null)
            throw new ArgumentException($"Both {nameof(options.ApiKey)} and {nameof(options.ApiKeyProvider)} are set.", nameof(options));
        if (key is null && options.ApiKeyProvider is null && Array.Find(endpoints, ChatAnywhere.IsHost) is { } host)
            throw new ArgumentException($"{host.Host} needs an API key and none is set.", nameof(options.ApiKey));

        var transport = new TransportSettings(
            endpoints,
            options.ApiKeyProvider ?? (_ => ValueTask.FromResult(key)),
            HeaderRules.Check(options.Headers, nameof(options.Headers)),
            options.Limits.Copy(),
            options.Resilience.Copy(),
            options.TimeProvider,
            // a logger's category is the name of a type, which takes reflection
            options.LoggerFactory is { } loggers ? loggers.CreateLogger<ChatGatewayClient>() : NullLogger.Instance);
        var gate = new ModelGate(AllowlistOf(options, endpoints), endpoints[0], transport.Logger);
        return new ClientSettings(transport, gate, options.DefaultModel);
    }

    /// <summary>Checks ranges and contradictions, too, as the start of a host does.</summary>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static ClientSettings Checked(ChatGatewayOptions options)
    {
        if (!OptionRanges.Hold(options)) ThrowForRanges(options);
        // its own exceptions say which option, so they come before the collected text of the rules
        ClientSettings settings = From(options);
        return OptionContradictions.Find(options.Resilience) is { } failures
            ? throw new ArgumentException(string.Join("; ", failures), nameof(options))
            : settings;
    }

    private static void ThrowForRanges(ChatGatewayOptions options)
    {
        ValidateOptionsResult ranges = new ChatGatewayOptionsValidator().Validate(null, options);
        if (ranges.Failed) throw new ArgumentOutOfRangeException(nameof(options), ranges.FailureMessage);
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

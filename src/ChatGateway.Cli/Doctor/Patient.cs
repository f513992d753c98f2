namespace ChatGateway.Cli;

/// <summary>What is examined.</summary>
/// <param name="Endpoint">The API's root as it was given.</param>
/// <param name="ApiKey">The key; null when there is none.</param>
/// <param name="Tier">The class of the key; null where the library decides.</param>
/// <param name="Model">The model of the chat.</param>
/// <param name="Patience">How long each check may take.</param>
internal sealed record Patient(string Endpoint, string? ApiKey, KeyTier? Tier, ModelId Model, TimeSpan Patience)
{
    /// <summary>Where the day's counts are; null for a sandbox, which lives as long as this run.</summary>
    public string? QuotaFile { get; init; } = CliEnvironment.QuotaFile;

    /// <summary>Whether plain http is accepted beyond this machine.</summary>
    public bool AllowInsecureHttp { get; init; }

    /// <summary>The proxy that the requests go through; null when there is none.</summary>
    public Uri? Proxy => Address is { IsLoopback: false } address && !HttpClient.DefaultProxy.IsBypassed(address) && HttpClient.DefaultProxy.GetProxy(address) is { } proxy && proxy != address ? proxy : null;

    /// <summary>The address, or null when it is none.</summary>
    public Uri? Address => Uri.TryCreate(Endpoint.Trim(), UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>A client that fails at once instead of trying again: each failure is worth a line.</summary>
    public ChatGatewayClient Connect() => new(new ChatGatewayOptions
    {
        ApiKey = ApiKey,
        Endpoints = [Address!],
        KeyTier = Tier,
        AllowInsecureHttp = AllowInsecureHttp,
        Resilience = { MaxRetries = 0, ConnectTimeout = Patience, AttemptTimeout = Patience, FirstEventTimeout = Patience },
        Quota = { FilePath = QuotaFile },
    });
}

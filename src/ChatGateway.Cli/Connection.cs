using ChatGateway.Sandbox;

namespace ChatGateway.Cli;

/// <summary>A client of the gateway that is asked, and the sandbox when that is the one.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private readonly SandboxGateway? _sandbox;

    private Connection(ChatGatewayOptions options, SandboxGateway? sandbox = null)
    {
        Client = new ChatGatewayClient(options);
        _sandbox = sandbox;
    }

    public ChatGatewayClient Client { get; }

    /// <summary>
    /// With an endpoint: that one, with the key if there is one. With only a key: ChatAnywhere. With neither: a sandbox of our own, so
    /// that the first try needs no account.
    /// </summary>
    /// <exception cref="UsageException">The endpoint is no address.</exception>
    /// <exception cref="ArgumentException">The key or the endpoint cannot be used.</exception>
    public static async Task<Connection> OpenAsync(
        CliEnvironment environment, string? endpointOption, KeyTier? tier, CliConsole console, CancellationToken cancellationToken)
    {
        if ((endpointOption ?? environment.Endpoint) is { } endpoint)
            return new Connection(Real(environment, tier, [AddressOf(endpoint)], console));
        if (environment.ApiKey is not null) return new Connection(Real(environment, tier, endpoints: null, console));

        string invented = $"sk-sandbox-{Guid.NewGuid():N}";
        SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ApiKey = invented }, cancellationToken);
        console.WriteNote(
            $"no key and no endpoint set: answering from the built-in sandbox ({sandbox.Endpoint}); "
            + $"set {CliEnvironment.ApiKeyName} for real answers");
        // the allowlist of a free key, which is what the sandbox plays
        var options = new ChatGatewayOptions { ApiKey = invented, Endpoints = [sandbox.Endpoint], KeyTier = KeyTier.Free };
        return new Connection(options, sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }

    private static ChatGatewayOptions Real(CliEnvironment environment, KeyTier? tier, IList<Uri>? endpoints, CliConsole console) => new()
    {
        ApiKey = environment.ApiKey,
        Endpoints = endpoints,
        KeyTier = tier,
        // each run of the tool is a process of its own: the file remembers what the others used
        Quota = { Store = CliEnvironment.QuotaFile is { } path ? new FileQuotaStore(path, logger: new QuotaFileNotes(console)) : null },
    };

    // not echoed: an address may hold a password
    private static Uri AddressOf(string endpoint) => Uri.TryCreate(endpoint.Trim(), UriKind.Absolute, out Uri? address)
        ? address
        : throw new UsageException("the endpoint is not an address such as https://api.example.com/v1");
}

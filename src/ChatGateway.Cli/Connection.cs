namespace ChatGateway.Cli;

/// <summary>A client of the gateway that is asked, and the sandbox when that is the one.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private readonly BuiltInSandbox? _sandbox;

    private Connection(ChatGatewayOptions options, BuiltInSandbox? sandbox = null)
    {
        Client = new ChatGatewayClient(options);
        _sandbox = sandbox;
    }

    public ChatGatewayClient Client { get; }

    /// <summary>
    /// With an endpoint: that one, with the key if there is one. With only a key: ChatAnywhere. With neither: a sandbox of our own.
    /// </summary>
    /// <exception cref="UsageException">The endpoint is no address.</exception>
    /// <exception cref="ArgumentException">The key or the endpoint cannot be used.</exception>
    public static async Task<Connection> OpenAsync(CliEnvironment environment, ConnectionChoice choice, CliConsole console, CancellationToken cancellationToken)
    {
        if ((choice.Endpoint ?? environment.Endpoint) is { } endpoint) return new Connection(Real(environment, choice, [AddressOf(endpoint)], console));
        if (environment.ApiKey is not null) return new Connection(Real(environment, choice, endpoints: null, console));

        BuiltInSandbox sandbox = await BuiltInSandbox.StartAsync(choice.Tier, "answering from", "real answers", console, cancellationToken);
        // the allowlist of the class of key that the sandbox plays
        var options = new ChatGatewayOptions { ApiKey = sandbox.ApiKey, Endpoints = [sandbox.Gateway.Endpoint], KeyTier = sandbox.Tier };
        return new Connection(options, sandbox);
    }

    /// <summary>An endpoint as the user gave it.</summary>
    /// <exception cref="UsageException">It is no address. It is not echoed, as it may hold a password.</exception>
    public static Uri AddressOf(string endpoint) => Uri.TryCreate(endpoint.Trim(), UriKind.Absolute, out Uri? address)
        ? address
        : throw new UsageException("the endpoint is not an address such as https://api.example.com/v1");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }

    private static ChatGatewayOptions Real(CliEnvironment environment, ConnectionChoice choice, IList<Uri>? endpoints, CliConsole console) => new()
    {
        ApiKey = environment.ApiKey,
        Endpoints = endpoints,
        KeyTier = choice.Tier,
        AllowInsecureHttp = choice.AllowInsecureHttp,
        // each run of the tool is a process of its own: the file remembers what the others used
        Quota = { Store = CliEnvironment.QuotaFile is { } path ? new FileQuotaStore(path, logger: new QuotaFileNotes(console)) : null },
    };
}

using System.Collections.Concurrent;

namespace ChatGateway.Sandbox;

/// <summary>
/// An OpenAI-compatible gateway on 127.0.0.1. It validates requests against the OpenAPI document, enforces ChatAnywhere's rules with
/// ChatAnywhere's error texts, answers the same request always alike, and plays scripted faults.
/// </summary>
public sealed class SandboxGateway : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly RequestLog _log;

    private SandboxGateway(LoopbackServer server, RequestLog log, ConcurrentQueue<SandboxFault> faults)
    {
        _server = server;
        _log = log;
        Faults = faults;
        Endpoint = new Uri(server.Address, "v1");
    }

    /// <summary>The base URL for clients, such as <c>http://127.0.0.1:49152/v1</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>
    /// The requests so far, oldest first: a snapshot, so take it again after the next call. The last 1,000 are kept, fewer when their
    /// bodies exceed 16 million characters together.
    /// </summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.Snapshot();

    /// <summary>Faults for the requests to come, one each; with an empty queue requests are answered properly.</summary>
    public ConcurrentQueue<SandboxFault> Faults { get; }

    /// <summary>Starts a sandbox. It listens when the task ends.</summary>
    /// <param name="options">The behaviour; null means all defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running sandbox; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">A value in <paramref name="options"/> is out of range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxGateway> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SandboxOptions();
        options.Validate();

        var log = new RequestLog();
        var faults = new ConcurrentQueue<SandboxFault>();
        var rules = new RuleBook(options, GatewaySpec.Shared.Models);
        var routes = new GatewayRoutes(options, GatewaySpec.Shared, rules);
        var pipeline = new RequestPipeline(options, log, faults, routes);
        LoopbackServer server = await LoopbackServer.StartAsync(options.Port, pipeline, cancellationToken);
        return new SandboxGateway(server, log, faults);
    }

    /// <summary>Stops listening and closes every connection, stalled ones too.</summary>
    /// <returns>A task that ends when the port is free.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

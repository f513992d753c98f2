using ChatGateway.Benchmarks.Peers;
using ChatGateway.Benchmarks.Server;

namespace ChatGateway.Benchmarks.Metrics;

/// <summary>What metrics are measured with.</summary>
/// <param name="Server">Where the answers come from.</param>
/// <param name="Batch">How much processor time the calls of a peer in a round take at least: background work must not show.</param>
/// <param name="Peers">Who is measured.</param>
internal sealed record MetricSetup(ServerProcess Server, TimeSpan Batch, IReadOnlyList<string> Peers)
{
    public IPeer Connect(string peer, string route) => PeerNames.Create(peer, Server.Endpoint(route));
}

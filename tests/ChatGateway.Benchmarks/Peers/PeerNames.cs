namespace ChatGateway.Benchmarks.Peers;

/// <summary>The peers, by the names that the command line and the results use.</summary>
internal static class PeerNames
{
    public const string RawDrain = "raw-drain";
    public const string OpenAI = "openai";
    public const string ChatGateway = "chatgateway";

    public static IReadOnlyList<string> All { get; } = [RawDrain, OpenAI, ChatGateway];

    public static IPeer Create(string name, Uri endpoint) => name switch
    {
        RawDrain => new RawDrainPeer(endpoint),
        OpenAI => new OpenAIPeer(endpoint),
        ChatGateway => new ChatGatewayPeer(endpoint),
        _ => throw new UsageException($"There is no peer {name}: {string.Join(", ", All)}."),
    };
}

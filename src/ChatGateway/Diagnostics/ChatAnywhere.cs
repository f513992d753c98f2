namespace ChatGateway;

/// <summary>What is known of ChatAnywhere's gateway (its README of 2026-06-27).</summary>
internal static class ChatAnywhere
{
    private static readonly string[] Domains = ["chatanywhere.tech", "chatanywhere.org", "chatanywhere.com.cn", "chatanywhere.cn"];

    public static Uri[] Endpoints { get; } = [new("https://api.chatanywhere.tech/v1"), new("https://api.chatanywhere.org/v1")];

    public static bool IsHost(Uri endpoint) => Domains.Any(domain =>
        endpoint.Host.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || endpoint.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
}

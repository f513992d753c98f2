namespace ChatGateway;

/// <summary>The hosts of ChatAnywhere's gateway (its README of 2026-06-27, and issues of 2023 and 2024). The analyzer compiles this file, too.</summary>
internal static class ChatAnywhereHosts
{
    private static readonly string[] Domains = ["chatanywhere.tech", "chatanywhere.org", "chatanywhere.com.cn", "chatanywhere.cn"];

    public static bool Include(Uri address) => Domains.Any(domain =>
        address.Host.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || address.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
}

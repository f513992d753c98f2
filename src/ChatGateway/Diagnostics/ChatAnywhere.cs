namespace ChatGateway;

/// <summary>What is known of ChatAnywhere's gateway (its README of 2026-06-27).</summary>
internal static class ChatAnywhere
{
    /// <summary>The type of its error objects. Relays hand it on.</summary>
    public const string ErrorType = "chatanywhere_error";

    private static readonly string[] Domains = ["chatanywhere.tech", "chatanywhere.org", "chatanywhere.com.cn", "chatanywhere.cn"];

    public static Uri[] Endpoints { get; } = [new("https://api.chatanywhere.tech/v1"), new("https://api.chatanywhere.org/v1")];

    public static bool IsHost(Uri endpoint) => Domains.Any(domain =>
        endpoint.Host.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || endpoint.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    /// <summary>When the day's counts start anew.</summary>
    public static DateTimeOffset NextReset(DateTimeOffset now)
    {
        TimeSpan offset = ModelCatalog.FreeTier.ResetUtcOffset;
        return new DateTimeOffset(now.ToOffset(offset).Date.AddDays(1), offset);
    }

    /// <summary>The model of the free list that an id probably means.</summary>
    public static ModelId? NearestFree(ModelId model) =>
        NearestModel.Find(model, [.. ModelCatalog.All.Where(entry => entry.FreeTier).Select(entry => entry.Id)]);
}

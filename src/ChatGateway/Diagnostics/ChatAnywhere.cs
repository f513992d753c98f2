namespace ChatGateway;

/// <summary>What is known of ChatAnywhere's gateway (its README of 2026-06-27).</summary>
internal static class ChatAnywhere
{
    /// <summary>The type of its error objects. Relays hand it on.</summary>
    public const string ErrorType = "chatanywhere_error";

    public static Uri[] Endpoints { get; } = [new("https://api.chatanywhere.tech/v1"), new("https://api.chatanywhere.org/v1")];

    public static bool IsHost(Uri endpoint) => ChatAnywhereHosts.Include(endpoint);

    /// <summary>When the day's counts start anew.</summary>
    public static DateTimeOffset NextReset(DateTimeOffset now) => new QuotaCalendar(ModelCatalog.FreeTier.ResetUtcOffset).NextReset(now);

    /// <summary>The model of the free list that an id probably means.</summary>
    public static ModelId? NearestFree(ModelId model) =>
        NearestModel.Find(model, [.. ModelCatalog.FreeModels.Select(entry => new ModelId(entry.Id))], NearestModel.IsEmbedding(model));
}

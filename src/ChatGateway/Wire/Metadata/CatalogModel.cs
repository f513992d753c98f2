namespace ChatGateway;

/// <summary>A model of the catalogue, as ChatAnywhere's README describes it.</summary>
/// <param name="Id">The model id.</param>
/// <param name="Kind">What the model is for.</param>
/// <param name="Provider">Who makes the model, in lower case.</param>
/// <param name="QuotaGroup">The models that share a daily quota; <c>paid</c> for those without one.</param>
/// <param name="RequestsPerDay">How many requests a day a free key has for the quota group; null means that free keys may not use the model.</param>
/// <param name="Prices">The prices in CA units per 1,000 tokens, by input length, ascending; the last has no bound.</param>
/// <param name="Note">A remark of the source, or null.</param>
public sealed record CatalogModel(
    ModelId Id, ModelKind Kind, string Provider, string QuotaGroup, int? RequestsPerDay, IReadOnlyList<CatalogPrice> Prices, string? Note)
{
    /// <summary>Whether free keys may use the model.</summary>
    public bool FreeTier => RequestsPerDay is not null;
}

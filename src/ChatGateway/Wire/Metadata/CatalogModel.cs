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

    /// <summary>The price of a prompt of some length.</summary>
    /// <param name="inputTokens">The length in tokens.</param>
    /// <returns>The price; null when the catalogue has none.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputTokens"/> is negative.</exception>
    public CatalogPrice? PriceOf(int inputTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        return Prices.FirstOrDefault(price => price.UpToInputTokens is not { } bound || inputTokens <= bound);
    }

    /// <summary>
    /// What an answer costs by the catalogue. An estimate: fees for searches and pictures are not in it, nor reductions for cached
    /// tokens, and the gateway changes its prices several times a year.
    /// </summary>
    /// <param name="usage">The tokens that the answer says were used; members that are missing count as 0.</param>
    /// <returns>CA units; null when the catalogue has no price.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="usage"/> is null.</exception>
    public decimal? EstimateCost(TokenUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        int input = Math.Max(0, usage.PromptTokens ?? 0);
        int output = Math.Max(0, usage.CompletionTokens ?? 0);
        return PriceOf(input) is { } price ? ((input * price.Input) + (output * price.Output)) / 1000m : null;
    }
}

namespace ChatGateway;

/// <summary>A price of a model, in CA units per 1,000 tokens.</summary>
/// <param name="Input">The price of 1,000 input tokens.</param>
/// <param name="Output">The price of 1,000 output tokens.</param>
/// <param name="UpToInputTokens">Up to how many input tokens the price holds; null means no bound.</param>
public sealed record CatalogPrice(decimal Input, decimal Output, int? UpToInputTokens);

namespace ChatGateway.Cli;

/// <summary>A line of the list.</summary>
/// <param name="Id">The id.</param>
/// <param name="Model">The catalogue's entry; null for a model that only the gateway knows.</param>
/// <param name="IsOffered">Whether the gateway offers it; null when it was not asked.</param>
internal sealed record ListedModel(ModelId Id, CatalogModel? Model, bool? IsOffered);

namespace ChatGateway;

/// <summary>Finds the model of a kind that an id probably means.</summary>
internal static class NearestModel
{
    /// <summary>The nearest id of the kind, or null when none resembles it.</summary>
    public static ModelId? Find(ModelId wanted, IReadOnlyCollection<ModelId> allowed, bool isEmbedding)
    {
        ModelId[] candidates = [.. allowed.Where(id => IsEmbedding(id) == isEmbedding)];
        ModelKind? kind = KindOf(wanted.Value);
        if (NearestName.Find(wanted.Value, candidates.Select(id => id.Value), id => kind is not null && KindOf(id) == kind) is { } nearest) return new ModelId(nearest);
        // any embedding model will do for who took a chat model for one
        return isEmbedding && candidates.Length > 0 ? candidates[^1] : (ModelId?)null;
    }

    private static ModelKind? KindOf(string id) => ModelCatalog.TryGet(id, out CatalogModel? model) ? model.Kind : (ModelKind?)null;

    /// <summary>Whether a model makes vectors, by the catalogue or else by its name.</summary>
    public static bool IsEmbedding(ModelId id) => ModelCatalog.IsEmbedding(id.Value) || NearestName.SoundsLikeEmbedding(id.Value);
}

namespace ChatGateway;

public static partial class ModelCatalog
{
    private const string CheaperSuffix = "-ca";

    // separate lazies: most programs never list the catalogue, and one lookup should not sort it twice
    private static readonly Lazy<CatalogModel[]> Models = new(CreateModels);
    private static readonly Lazy<FreeTier> Tier = new(CreateFreeTier);
    private static readonly Lazy<Dictionary<string, CatalogModel>> ById =
        new(() => Models.Value.ToDictionary(model => model.Id.Value, StringComparer.Ordinal));

    /// <summary>What holds for free keys beside the list of models.</summary>
    public static FreeTier FreeTier => Tier.Value;

    /// <summary>All models, in the order of the source.</summary>
    public static IReadOnlyList<CatalogModel> All => Array.AsReadOnly(Models.Value);

    /// <summary>Looks a model up by its exact id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="model">The model, or null.</param>
    /// <returns>Whether the catalogue holds the id.</returns>
    public static bool TryGet(ModelId id, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CatalogModel? model) =>
        ById.Value.TryGetValue(id.Value, out model);

    /// <summary>The models that fit, in the order of the source.</summary>
    /// <param name="kind">What they are for; null means any.</param>
    /// <param name="tier">The class of a key that may use them; null means any.</param>
    /// <param name="provider">Who makes them, in lower case; null means anybody.</param>
    /// <param name="quotaGroup">The group that they share a daily quota with; null means any.</param>
    /// <returns>The models; empty when none fits.</returns>
    public static IReadOnlyList<CatalogModel> Find(ModelKind? kind = null, KeyTier? tier = null, string? provider = null, string? quotaGroup = null) =>
    [
        .. Models.Value.Where(model => (kind is null || model.Kind == kind)
            && (tier != KeyTier.Free || model.FreeTier)
            && (provider is null || model.Provider == provider)
            && (quotaGroup is null || model.QuotaGroup == quotaGroup)),
    ];

    /// <summary>The same model by a cheaper, less stable route: <c>gpt-4o-ca</c> of <c>gpt-4o</c>.</summary>
    /// <param name="id">The model.</param>
    /// <returns>The cheaper one; null when the catalogue has none.</returns>
    public static CatalogModel? CheaperRouteOf(ModelId id) => TryGet(id.Value + CheaperSuffix, out CatalogModel? cheaper) ? cheaper : null;

    /// <summary>The model whose cheaper route this is: <c>gpt-4o</c> of <c>gpt-4o-ca</c>.</summary>
    /// <param name="id">The model with the suffix.</param>
    /// <returns>The model without it; null when the id has none or the catalogue does not hold it.</returns>
    public static CatalogModel? StandardRouteOf(ModelId id) =>
        id.Value.EndsWith(CheaperSuffix, StringComparison.Ordinal) && TryGet(id.Value[..^CheaperSuffix.Length], out CatalogModel? standard) ? standard : null;

    /// <summary>The undated name of a dated snapshot: <c>gpt-4o</c> of <c>gpt-4o-2024-11-20</c>.</summary>
    /// <param name="id">The snapshot.</param>
    /// <returns>The model; null when the id is undated or the catalogue does not hold the undated one.</returns>
    public static CatalogModel? AliasOf(ModelId id) => SnapshotDate.Without(id.Value) is { } name && TryGet(name, out CatalogModel? alias) ? alias : null;

    /// <summary>The dated snapshots of a model.</summary>
    /// <param name="id">The undated name.</param>
    /// <returns>The snapshots, in the order of the source; empty when there are none.</returns>
    public static IReadOnlyList<CatalogModel> SnapshotsOf(ModelId id) => [.. Models.Value.Where(model => SnapshotDate.Without(model.Id.Value) == id.Value)];

    /// <summary>The model that an answer names: it may be a snapshot of one that the catalogue holds by its undated name alone.</summary>
    internal static CatalogModel? Named(string? name)
    {
        if (string.IsNullOrEmpty(name)) return null;
        return TryGet(name, out CatalogModel? model) ? model : AliasOf(name);
    }

    internal static FreeModel[] FreeModels => CreateFreeModels();

    internal static IReadOnlyCollection<string> Ids => CreateIds();

    internal static IReadOnlyCollection<string> FreeIds => CreateFreeIds();
}

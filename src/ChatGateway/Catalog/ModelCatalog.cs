using System.Collections.Frozen;

namespace ChatGateway;

public static partial class ModelCatalog
{
    // separate lazies: most programs never list the catalogue, and one lookup should not sort it twice
    private static readonly Lazy<CatalogModel[]> Models = new(CreateModels);
    private static readonly Lazy<FreeTier> Tier = new(CreateFreeTier);
    private static readonly Lazy<FrozenDictionary<string, CatalogModel>> ById =
        new(() => Models.Value.ToFrozenDictionary(model => model.Id.Value, StringComparer.Ordinal));

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

    internal static IReadOnlyList<FreeModel> FreeModels => CreateFreeModels();

    internal static IReadOnlyCollection<string> Ids => CreateIds();

    internal static IReadOnlyCollection<string> FreeIds => CreateFreeIds();
}

using Newtonsoft.Json;

namespace ChatGateway;

public partial record EmbeddingResponse
{
    /// <summary>Where the answer came from and at what cost in attempts. Not part of the JSON.</summary>
    /// <value>Null for an object that did not come from a call.</value>
    [JsonIgnore]
    public GatewayResponse? Response { get; init; }

    /// <summary>The members that no type declares, as they came.</summary>
    internal ReadOnlySpan<byte> Undeclared => _extensionData is null ? default : _extensionData.Raw;

    /// <summary>What the answer costs by the catalogue's prices: see <see cref="CatalogModel.EstimateCost"/>.</summary>
    /// <param name="model">The model that was asked for; by default the one that the answer names.</param>
    /// <returns>CA units; null when the answer has no usage, or the catalogue does not hold the model or has no price for it.</returns>
    public decimal? EstimateCost(ModelId? model = null) =>
        Usage is { } usage ? ModelCatalog.Named(model?.Value ?? Model)?.EstimateCost(usage) : null;
}

using Newtonsoft.Json;

namespace ChatGateway;

public partial record ChatCompletion
{
    private GatewayResponse? _response;

    /// <summary>The first choice's text.</summary>
    /// <value>Null when it has none: beside tool calls and refusals.</value>
    [JsonIgnore]
    public string? Text => First?.Text;

    /// <summary>The first choice's reasoning, under whichever name the gateway sent it.</summary>
    /// <value>Null when there is none.</value>
    [JsonIgnore]
    public string? Reasoning => First?.Reasoning;

    /// <summary>Where the answer came from and at what cost in attempts. Not part of the JSON.</summary>
    /// <value>Null for an object that did not come from a call.</value>
    [JsonIgnore]
    public GatewayResponse? Response { get => _response; init => _response = value; }

    /// <summary>What the answer costs by the catalogue's prices: see <see cref="CatalogModel.EstimateCost"/>.</summary>
    /// <param name="model">
    /// The model that was asked for. By default the one that the answer names, which gateways replace by the snapshot or the upstream's id.
    /// </param>
    /// <returns>CA units; null when the answer has no usage, or the catalogue does not hold the model or has no price for it.</returns>
    public decimal? EstimateCost(ModelId? model = null) =>
        Usage is { } usage ? ModelCatalog.Named(model?.Value ?? Model)?.EstimateCost(usage) : null;

    /// <summary>The members that no type declares, as they came.</summary>
    internal ReadOnlySpan<byte> Undeclared => _extensionData is null ? default : _extensionData.Raw;

    /// <summary>Says where the answer came from, before anybody else has it.</summary>
    internal void CameFrom(GatewayResponse response) => _response = response;

    private ChatCompletionMessage? First => Choices.Count > 0 ? Choices[0].Message : null;
}

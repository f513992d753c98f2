namespace ChatGateway;

/// <summary>All models that the gateway offers.</summary>
internal sealed class ModelListOperation : Operation<IReadOnlyList<ModelInfo>>
{
    /// <summary>It asks the same of every gateway.</summary>
    public static readonly ModelListOperation Instance = new();

    private ModelListOperation()
    {
    }

    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.ListModelsAsync(call, cancellationToken);

    public override ValueTask<IReadOnlyList<ModelInfo>> ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(ModelListRules.Models(call, GatewayApi.ListModelsResult(response)));
}

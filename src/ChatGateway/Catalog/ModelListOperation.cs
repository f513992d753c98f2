namespace ChatGateway;

/// <summary>All models that the gateway offers.</summary>
internal sealed class ModelListOperation : WholeOperation<IReadOnlyList<ModelInfo>>
{
    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.ListModelsAsync(call, cancellationToken);

    protected override IReadOnlyList<ModelInfo> Read(GatewayCall call, HttpResponseMessage response) =>
        ModelListRules.Models(call, GatewayApi.ListModelsResult(response));
}

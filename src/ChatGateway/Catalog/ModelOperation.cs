namespace ChatGateway;

/// <summary>What the gateway says of one model.</summary>
internal sealed class ModelOperation(ModelId model) : Operation<ModelInfo>
{
    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.RetrieveModelAsync(model.Value, call, cancellationToken);

    public override ValueTask<ModelInfo> ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(ModelListRules.Model(call, GatewayApi.RetrieveModelResult(response)));
}

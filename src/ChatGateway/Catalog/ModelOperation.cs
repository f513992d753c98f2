namespace ChatGateway;

/// <summary>What the gateway says of one model.</summary>
internal sealed class ModelOperation(ModelId model) : WholeOperation<ModelInfo>
{
    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.RetrieveModelAsync(model.Value, call, cancellationToken);

    protected override ModelInfo Read(GatewayCall call, HttpResponseMessage response) =>
        ModelListRules.Model(call, GatewayApi.RetrieveModelResult(response));
}

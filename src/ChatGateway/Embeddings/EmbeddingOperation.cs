namespace ChatGateway;

/// <summary>Vectors of some inputs.</summary>
internal sealed class EmbeddingOperation(EmbeddingRequest request) : WholeOperation<EmbeddingResponse>
{
    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.CreateEmbeddingAsync(request, call, cancellationToken);

    protected override EmbeddingResponse Read(GatewayCall call, HttpResponseMessage response) =>
        EmbeddingRules.InOrder(call, GatewayApi.CreateEmbeddingResult(response), request.Input.Count) with { Response = call.Response };
}

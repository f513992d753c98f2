namespace ChatGateway;

/// <summary>Vectors of some inputs.</summary>
internal sealed class EmbeddingOperation(EmbeddingRequest request) : Operation<EmbeddingResponse>
{
    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.CreateEmbeddingAsync(request, call, cancellationToken);

    public override ValueTask<EmbeddingResponse> ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        EmbeddingResponse answer = GatewayApi.CreateEmbeddingResult(response);
        return new(EmbeddingRules.InOrder(call, answer, request.Input.Count) with { Response = call.Response });
    }
}

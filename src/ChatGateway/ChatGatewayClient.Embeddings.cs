namespace ChatGateway;

public partial class ChatGatewayClient
{
    private const string EmbeddingsRoute = "embeddings";

    /// <summary>
    /// Asks for embedding vectors: <c>POST /embeddings</c>. Asks for base64, a fifth of the bytes, unless the request says
    /// otherwise; either encoding is read.
    /// </summary>
    /// <param name="request">The inputs and the model.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The vectors, in the order of the inputs.</returns>
    /// <exception cref="ArgumentException">The request is wrong.</exception>
    /// <exception cref="ModelNotAllowedException">The allowlist does not hold the model; nothing was sent.</exception>
    /// <exception cref="GatewayResponseException">The gateway answered with an error.</exception>
    /// <exception cref="QuotaExhaustedException">The day's quota of a free key is used up.</exception>
    /// <exception cref="GatewayConnectionException">No answer came.</exception>
    /// <exception cref="GatewayProtocolException">The answer is not one of the API, or vectors are missing.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public virtual Task<EmbeddingResponse> GenerateEmbeddingsAsync(
        EmbeddingRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.Check(request, Settings.Checks.Models, options?.SkipChecks == true);
        GatewayCall call = NewCall("POST", EmbeddingsRoute, request.Model, isStream: false, options);
        EmbeddingRequest body = request.EncodingFormat is null ? request with { EncodingFormat = EncodingFormat.Base64 } : request;
        return Exchange.RunAsync(call, new EmbeddingOperation(body), cancellationToken);
    }

    /// <inheritdoc cref="GenerateEmbeddingsAsync(EmbeddingRequest, RequestOptions?, CancellationToken)"/>
    public Task<EmbeddingResponse> GenerateEmbeddingsAsync(EmbeddingRequest request, CancellationToken cancellationToken) =>
        GenerateEmbeddingsAsync(request, null, cancellationToken);

    /// <summary>Asks for the vectors of texts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">A text, or several.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The vectors, in the order of the inputs.</returns>
    /// <inheritdoc cref="GenerateEmbeddingsAsync(EmbeddingRequest, RequestOptions?, CancellationToken)" path="/exception"/>
    public Task<EmbeddingResponse> GenerateEmbeddingsAsync(
        ModelId model, EmbeddingInput input, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        GenerateEmbeddingsAsync(new EmbeddingRequest { Model = model, Input = input }, options, cancellationToken);

    /// <inheritdoc cref="GenerateEmbeddingsAsync(ModelId, EmbeddingInput, RequestOptions?, CancellationToken)"/>
    public Task<EmbeddingResponse> GenerateEmbeddingsAsync(ModelId model, EmbeddingInput input, CancellationToken cancellationToken) =>
        GenerateEmbeddingsAsync(model, input, null, cancellationToken);
}

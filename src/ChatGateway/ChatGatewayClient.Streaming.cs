namespace ChatGateway;

public partial class ChatGatewayClient
{
    /// <summary>
    /// Asks for a streamed answer: <c>POST /chat/completions</c>. The arguments are checked now, the request is sent when
    /// the stream is enumerated, which can be done once. Leaving the enumeration ends the request.
    /// </summary>
    /// <param name="request">The conversation and its parameters.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The chunks. The enumeration ends without an exception only when the answer is complete.</returns>
    /// <exception cref="ArgumentException">The request is wrong, or asks for no stream.</exception>
    /// <exception cref="ModelNotAllowedException">The allowlist does not hold the model; nothing is sent.</exception>
    /// <exception cref="GatewayResponseException">While enumerating, before the first chunk: the gateway answered with an error.</exception>
    /// <exception cref="QuotaExhaustedException">While enumerating, before the first chunk: the day's quota of a free key is used up.</exception>
    /// <exception cref="GatewayConnectionException">While enumerating, before the first chunk: no answer came.</exception>
    /// <exception cref="GatewayProtocolException">While enumerating, before the first chunk: the answer is not one of the API.</exception>
    /// <exception cref="GatewayStreamException">While enumerating: the stream had begun and failed.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the stream was cancelled.</exception>
    public virtual IAsyncEnumerable<ChatCompletionChunk> CompleteChatStreamingAsync(
        ChatCompletionRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatRequestRules.Check(request, Settings.Checks, options?.SkipChecks == true, isStream: true);
        GatewayCall call = NewCall("POST", ChatRoute, request.Model, isStream: true, options);
        return new ChatCompletionStream(call, request.Copy() with { Stream = true }, Settings.Transport, Exchange, cancellationToken);
    }

    /// <inheritdoc cref="CompleteChatStreamingAsync(ChatCompletionRequest, RequestOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ChatCompletionChunk> CompleteChatStreamingAsync(ChatCompletionRequest request, CancellationToken cancellationToken) =>
        CompleteChatStreamingAsync(request, null, cancellationToken);

    /// <summary>Asks a model one question and streams the answer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The question, sent as the user's message.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The chunks. The enumeration ends without an exception only when the answer is complete.</returns>
    /// <inheritdoc cref="CompleteChatStreamingAsync(ChatCompletionRequest, RequestOptions?, CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<ChatCompletionChunk> CompleteChatStreamingAsync(
        ModelId model, string text, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        CompleteChatStreamingAsync(ChatRequestRules.Question(model, text), options, cancellationToken);

    /// <inheritdoc cref="CompleteChatStreamingAsync(ModelId, string, RequestOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ChatCompletionChunk> CompleteChatStreamingAsync(ModelId model, string text, CancellationToken cancellationToken) =>
        CompleteChatStreamingAsync(model, text, null, cancellationToken);

    /// <summary>Asks the <see cref="ChatGatewayOptions.DefaultModel"/> one question and streams the answer.</summary>
    /// <param name="text">The question, sent as the user's message.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The chunks. The enumeration ends without an exception only when the answer is complete.</returns>
    /// <exception cref="InvalidOperationException">There is no default model.</exception>
    /// <inheritdoc cref="CompleteChatStreamingAsync(ChatCompletionRequest, RequestOptions?, CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<ChatCompletionChunk> CompleteChatStreamingAsync(
        string text, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        CompleteChatStreamingAsync(DefaultModel, text, options, cancellationToken);

    /// <inheritdoc cref="CompleteChatStreamingAsync(string, RequestOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ChatCompletionChunk> CompleteChatStreamingAsync(string text, CancellationToken cancellationToken) =>
        CompleteChatStreamingAsync(text, null, cancellationToken);
}

namespace ChatGateway;

public partial class ChatGatewayClient
{
    private const string ChatRoute = "chat/completions";

    /// <summary>Asks for a whole answer: <c>POST /chat/completions</c>.</summary>
    /// <param name="request">The conversation and its parameters.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The request is wrong, or asks for a stream.</exception>
    /// <exception cref="ModelNotAllowedException">The allowlist does not hold the model; nothing was sent.</exception>
    /// <exception cref="GatewayResponseException">The gateway answered with an error.</exception>
    /// <exception cref="QuotaExhaustedException">The day's quota of a free key is used up.</exception>
    /// <exception cref="GatewayConnectionException">No answer came.</exception>
    /// <exception cref="GatewayProtocolException">The answer is not one of the API.</exception>
    /// <exception cref="GatewayStreamException">The gateway answered with an event stream, and that failed.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public virtual Task<ChatCompletion> CompleteChatAsync(
        ChatCompletionRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatRequestRules.Check(request, Settings.Checks, options?.SkipChecks == true, isStream: false);
        GatewayCall call = NewCall("POST", ChatRoute, request.Model, isStream: false, options);
        // a call that may wait for its place is sent later than it was checked
        ChatCompletionRequest body = Settings.Transport.Resilience.MaxConcurrentCalls is null ? request : request.Copy();
        return Exchange.RunAsync(call, new ChatOperation(body, Settings.Transport), cancellationToken);
    }

    /// <inheritdoc cref="CompleteChatAsync(ChatCompletionRequest, RequestOptions?, CancellationToken)"/>
    public Task<ChatCompletion> CompleteChatAsync(ChatCompletionRequest request, CancellationToken cancellationToken) =>
        CompleteChatAsync(request, null, cancellationToken);

    /// <summary>Asks a model one question.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The question, sent as the user's message.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <inheritdoc cref="CompleteChatAsync(ChatCompletionRequest, RequestOptions?, CancellationToken)" path="/exception"/>
    public Task<ChatCompletion> CompleteChatAsync(
        ModelId model, string text, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        CompleteChatAsync(ChatRequestRules.Question(model, text), options, cancellationToken);

    /// <inheritdoc cref="CompleteChatAsync(ModelId, string, RequestOptions?, CancellationToken)"/>
    public Task<ChatCompletion> CompleteChatAsync(ModelId model, string text, CancellationToken cancellationToken) =>
        CompleteChatAsync(model, text, null, cancellationToken);

    /// <summary>Asks the <see cref="ChatGatewayOptions.DefaultModel"/> one question.</summary>
    /// <param name="text">The question, sent as the user's message.</param>
    /// <param name="options">What this call does differently; null means nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidOperationException">There is no default model.</exception>
    /// <inheritdoc cref="CompleteChatAsync(ChatCompletionRequest, RequestOptions?, CancellationToken)" path="/exception"/>
    public Task<ChatCompletion> CompleteChatAsync(string text, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        CompleteChatAsync(DefaultModel, text, options, cancellationToken);

    /// <inheritdoc cref="CompleteChatAsync(string, RequestOptions?, CancellationToken)"/>
    public Task<ChatCompletion> CompleteChatAsync(string text, CancellationToken cancellationToken) =>
        CompleteChatAsync(text, null, cancellationToken);

    private ModelId DefaultModel => Settings.DefaultModel
        ?? throw new InvalidOperationException($"The call names no model and {nameof(ChatGatewayOptions)}.{nameof(ChatGatewayOptions.DefaultModel)} is not set.");
}

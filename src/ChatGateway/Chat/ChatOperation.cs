namespace ChatGateway;

/// <summary>A whole answer.</summary>
internal sealed class ChatOperation(ChatCompletionRequest request, TransportSettings settings) : WholeOperation<ChatCompletion>
{
    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.CreateChatCompletionAsync(request, call, cancellationToken);

    // some gateways stream whatever was asked for
    public override ValueTask ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken) =>
        SseBody.IsEventStream(call.Body.Span) ? ReadStreamAsync(call, cancellationToken) : base.ReadAsync(call, response, cancellationToken);

    protected override ChatCompletion Read(GatewayCall call, HttpResponseMessage response)
    {
        ChatCompletion completion = ChatCompletionRules.Checked(call, GatewayApi.CreateChatCompletionResult(response));
        completion.CameFrom(call.Response);
        return completion;
    }

    private async ValueTask ReadStreamAsync(GatewayCall call, CancellationToken cancellationToken) =>
        Take(await StreamedAnswer.ReadAsync(call, settings, cancellationToken).ConfigureAwait(false));
}

namespace ChatGateway;

/// <summary>A whole answer.</summary>
internal sealed class ChatOperation(ChatCompletionRequest request, TransportSettings settings) : Operation<ChatCompletion>
{
    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.CreateChatCompletionAsync(request, call, cancellationToken);

    public override ValueTask<ChatCompletion> ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ChatCompletion completion;
        try
        {
            completion = GatewayApi.CreateChatCompletionResult(response);
        }
        catch (WireFormatException) when (SseReader.IsEventStream(call.Body.Span))
        {
            // some gateways stream whatever was asked for
            return new(StreamedAnswer.ReadAsync(call, settings, cancellationToken));
        }
        ChatCompletionRules.CheckAnswer(call, completion);
        completion.CameFrom(call.Response);
        return new(completion);
    }
}

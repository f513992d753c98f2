using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>A streamed answer: sends the request when it is enumerated, once, and ends it when the enumeration ends.</summary>
internal sealed class ChatCompletionStream(
    GatewayCall call,
    ChatCompletionRequest request,
    TransportSettings settings,
    Exchange exchange,
    CancellationToken callToken) : Operation<ChatChunkReader>, IAsyncEnumerable<ChatCompletionChunk>
{
    private int _enumerations;
    private Task<ChatChunkReader>? _reader;

    public IAsyncEnumerator<ChatCompletionChunk> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _enumerations) > 1)
            throw new InvalidOperationException("A stream can be enumerated once: call the streaming method again for another answer.");
        return new ChatCompletionEnumerator(call, settings, this, callToken, cancellationToken);
    }

    /// <summary>Sends the request until an attempt has brought the first chunk, and gives the reader of that attempt.</summary>
    public Task<ChatChunkReader> OpenAsync(CancellationToken cancellationToken) => exchange.RunAsync(call, this, cancellationToken);

    public override ValueTask<HttpResponseMessage> SendAsync(GatewayCall call, CancellationToken cancellationToken) =>
        GatewayApi.CreateChatCompletionAsync(request, call, cancellationToken);

    public override ValueTask ReadAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        _reader = ChatChunkReader.BeginAsync(call, settings, response, call.AttemptStart, cancellationToken);
        return new(_reader);
    }

    public override ChatChunkReader Finish(GatewayCall call, ConcurrencyGate.Permit? permit)
    {
        TimeSpan elapsed = call.Elapsed;
        GatewayMeter.FirstEventCame(call.Route, elapsed);
        if (settings.Logger.IsEnabled(LogLevel.Debug)) GatewayLog.FirstEvent(settings.Logger, call.Description.Target, elapsed.TotalMilliseconds);
        ChatChunkReader reader = _reader!.Result;
        reader.Permit = permit;
        return reader;
    }
}

using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>A streamed answer: sends the request when it is enumerated, once, and ends it when the enumeration ends.</summary>
internal sealed class ChatCompletionStream(
    GatewayCall call,
    TransportSettings settings,
    Exchange exchange,
    Func<CancellationToken, Task<HttpResponseMessage>> open,
    CancellationToken callToken) : IAsyncEnumerable<ChatCompletionChunk>
{
    private int _enumerations;

    public IAsyncEnumerator<ChatCompletionChunk> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _enumerations) > 1)
            throw new InvalidOperationException("A stream can be enumerated once: call the streaming method again for another answer.");
        return new ChatCompletionEnumerator(call, settings, OpenAsync, callToken, cancellationToken);
    }

    /// <summary>Sends the request until an attempt has brought the first chunk, and keeps the reader of that attempt.</summary>
    private async Task<ChatChunkReader> OpenAsync(CancellationToken cancellationToken)
    {
        long start = settings.TimeProvider.GetTimestamp();
        ChatChunkReader? reader = null;
        call.Begin = async (response, token) => reader = await ChatChunkReader.BeginAsync(call, settings, response, token).ConfigureAwait(false);
        ChatChunkReader begun = await exchange.RunAsync(
            call,
            async token =>
            {
                await open(token).ConfigureAwait(false);
                return reader!;
            },
            static (opened, permit) => opened.Permit = permit,
            cancellationToken).ConfigureAwait(false);
        TimeSpan elapsed = settings.TimeProvider.GetElapsedTime(start);
        GatewayMeter.FirstEventCame(call.Route, elapsed);
        if (settings.Logger.IsEnabled(LogLevel.Debug)) GatewayLog.FirstEvent(settings.Logger, call.Description.Target, elapsed.TotalMilliseconds);
        return begun;
    }
}

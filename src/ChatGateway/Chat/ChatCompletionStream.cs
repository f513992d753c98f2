using System.Runtime.CompilerServices;

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
        return ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    private async IAsyncEnumerable<ChatCompletionChunk> ReadAsync([EnumeratorCancellation] CancellationToken enumerationToken)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(callToken, enumerationToken);
        ChatChunkReader reader = await OpenAsync(cancellation.Token, enumerationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await NextAsync(reader, cancellation.Token, enumerationToken).ConfigureAwait(false) is { } chunk) yield return chunk;
        }
    }

    /// <summary>Sends the request until an attempt has brought the first chunk, and keeps the reader of that attempt.</summary>
    private async Task<ChatChunkReader> OpenAsync(CancellationToken either, CancellationToken enumerationToken)
    {
        long start = settings.TimeProvider.GetTimestamp();
        ChatChunkReader? reader = null;
        call.Begin = async (response, token) => reader = await ChatChunkReader.BeginAsync(call, settings, response, token).ConfigureAwait(false);
        try
        {
            ChatChunkReader begun = await exchange.RunAsync(
                call,
                async token =>
                {
                    await open(token).ConfigureAwait(false);
                    return reader!;
                },
                static (opened, permit) => opened.Permit = permit,
                either).ConfigureAwait(false);
            TimeSpan elapsed = settings.TimeProvider.GetElapsedTime(start);
            GatewayMeter.FirstEventCame(call.Route, elapsed);
            GatewayLog.FirstEvent(settings.Logger, call.Description.Target, elapsed.TotalMilliseconds);
            return begun;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            throw Cancelled(enumerationToken);
        }
    }

    private async ValueTask<ChatCompletionChunk?> NextAsync(ChatChunkReader reader, CancellationToken either, CancellationToken enumerationToken)
    {
        try
        {
            return await reader.ReadAsync(either).ConfigureAwait(false);
        }
        catch (Exception) when (either.IsCancellationRequested)
        {
            // also a connection that breaks because of the cancellation
            throw Cancelled(enumerationToken);
        }
        catch (GatewayStreamException e)
        {
            GatewayLog.StreamFailed(settings.Logger, call.Description.Target, e.Reason);
            throw;
        }
    }

    private OperationCanceledException Cancelled(CancellationToken enumerationToken) =>
        new(callToken.IsCancellationRequested ? callToken : enumerationToken);
}

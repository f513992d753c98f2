using System.Runtime.CompilerServices;

namespace ChatGateway;

/// <summary>A streamed answer: sends the request when it is enumerated, once, and ends it when the enumeration ends.</summary>
internal sealed class ChatCompletionStream(
    GatewayCall call,
    TransportSettings settings,
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
        var reader = new ChatChunkReader(call, settings, callToken, enumerationToken);
        await using (reader.ConfigureAwait(false))
        {
            await reader.OpenAsync(open).ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false) is { } chunk) yield return chunk;
        }
    }
}

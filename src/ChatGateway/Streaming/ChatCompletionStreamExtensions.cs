namespace ChatGateway;

/// <summary>Helps with streamed answers.</summary>
public static class ChatCompletionStreamExtensions
{
    /// <summary>Reads a stream to its end and puts its chunks together.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The completion.</returns>
    /// <exception cref="GatewayStreamException">The stream failed; what had come is in its <see cref="GatewayStreamException.Partial"/>.</exception>
    public static async Task<ChatCompletion> ToChatCompletionAsync(
        this IAsyncEnumerable<ChatCompletionChunk> stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var accumulator = new ChatCompletionAccumulator();
        try
        {
            await foreach (ChatCompletionChunk chunk in stream.WithCancellation(cancellationToken).ConfigureAwait(false)) accumulator.Add(chunk);
        }
        catch (GatewayStreamException e) when (e.IsPartialCut)
        {
            e.Complete(accumulator.ToChatCompletion());
            throw;
        }
        return accumulator.ToChatCompletion();
    }
}

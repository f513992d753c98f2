namespace ChatGateway;

/// <summary>Reads an answer's body with the generated reader.</summary>
internal static class WireBody
{
    /// <exception cref="WireFormatException">The body is not JSON, or not of this type.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContent content, CancellationToken cancellationToken)
        where T : IWireReadable<T>
    {
        ReadOnlyMemory<byte> body = content is IBufferedBody buffered
            ? buffered.Body
            : await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return WireDocument.Parse<T>(body.Span);
    }
}

namespace ChatGateway;

/// <summary>Reads an answer's body with the generated reader.</summary>
internal static class WireBody
{
    /// <exception cref="WireFormatException">The body is not JSON, or not of this type.</exception>
    public static T Read<T>(HttpContent content)
        where T : IWireReadable<T> => content is IBufferedBody buffered
            ? WireDocument.Parse<T>(buffered.Body.Span)
            : throw new InvalidOperationException("The transport did not read the body.");
}

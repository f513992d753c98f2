namespace ChatGateway;

/// <summary>A type whose documents come in series with the same beginning; the specification says where it ends (<c>x-csharp-series</c>).</summary>
internal interface IWireSerial<T> : IWireReadable<T>
    where T : class, IWireSerial<T>
{
    /// <summary>Reads a whole document and lets the series remember its beginning.</summary>
    static abstract T ReadFirst(ref WireReader reader, WireSeries<T> series);

    /// <summary>Reads what follows the beginning; the reader comes to the value of the member at which it ends.</summary>
    static abstract T ReadRest(ref WireReader reader, T head);

    /// <summary>The content, where a document has one.</summary>
    static abstract MessageContent? ContentOf(T document);

    /// <summary>A document that says something else, and is the same otherwise; only for one that has a content.</summary>
    static abstract T WithContent(T document, MessageContent content);
}

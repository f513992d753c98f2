using System.Text.Json;

namespace ChatGateway;

/// <summary>
/// Reads documents that come one after another and begin alike, as the chunks of a stream do: id, model and date stand in front
/// of each. The beginning is read once; a document that starts with the same bytes is read from there on. Equal bytes are equal
/// tokens, so nothing is assumed about them. (And see <see cref="WireLastDocument{T}"/>.)
/// </summary>
internal sealed class WireSeries<T>
    where T : class, IWireSerial<T>
{
    /// <summary>Beginnings that change all the time are not worth a copy each.</summary>
    private const int MaxMisses = 4;

    private readonly WireTexts _texts = new();
    private readonly WireLastDocument<T> _last = new();
    private byte[] _beginning = [];
    private int _length;
    private int _misses;
    private JsonReaderState _state;
    private T? _head;

    /// <summary>Reads the first document of the bytes.</summary>
    /// <param name="utf8">One or more documents.</param>
    /// <param name="consumed">Where the first of them ends.</param>
    /// <exception cref="WireFormatException">The bytes are not JSON, or not of this type.</exception>
    public T Read(ReadOnlySpan<byte> utf8, out int consumed)
    {
        if (_last.TryRead(utf8, _texts, out T? alike))
        {
            consumed = utf8.Length;
            return alike;
        }
        bool isKnown = _head is not null && utf8.StartsWith(_beginning.AsSpan(0, _length));
        int skipped = isKnown ? _length : 0;
        WireReader reader = isKnown ? new WireReader(utf8[skipped..], _state, _texts) : new WireReader(utf8, default, _texts);
        try
        {
            T value = isKnown ? T.ReadRest(ref reader, _head!) : ReadWhole(ref reader);
            consumed = skipped + reader.Position;
            _last.Remember(utf8[..consumed], skipped, ref reader, value);
            return value;
        }
        catch (Exception e) when (WireDocument.IsMalformed(e))
        {
            throw WireDocument.Malformed(skipped + reader.Position);
        }
    }

    /// <summary>Called by generated readers before the member that is different in every document.</summary>
    public void Remember(ref readonly WireReader reader, T head)
    {
        // one chunk's is no other's
        if (reader.HoldsOpen) return;
        ReadOnlySpan<byte> beginning = reader.Read;
        if (beginning.Length > _beginning.Length) _beginning = new byte[beginning.Length];
        beginning.CopyTo(_beginning);
        _length = beginning.Length;
        _state = reader.State;
        _head = head;
    }

    /// <summary>Forgets the beginning: the document that it was read from is none to rely on.</summary>
    public void Forget()
    {
        _head = null;
        _last.Forget();
    }

    private T ReadWhole(ref WireReader reader)
    {
        reader.Next();
        if (reader.TokenType == JsonTokenType.Null) throw reader.Unexpected("a value");
        return ++_misses > MaxMisses ? T.Read(ref reader) : T.ReadFirst(ref reader, this);
    }
}

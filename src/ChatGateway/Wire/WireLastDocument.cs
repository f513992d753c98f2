using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;

namespace ChatGateway;

/// <summary>
/// The document of a series that was read last, for the next one when only its content's text is another, as is so for most chunks of
/// a stream. The same bytes around a text are the same tokens around it, so nothing is assumed about them.
/// </summary>
internal sealed class WireLastDocument<T>
    where T : class, IWireSerial<T>
{
    /// <summary>Documents that never look like the one before are not worth a copy each.</summary>
    private const int MaxMisses = 4;

    /// <summary>Longer ones are rare, and the copy is held as long as the stream.</summary>
    private const int MaxBytes = 4096;

    private byte[] _bytes = [];
    private int _length;
    private int _behind;
    private int _misses;
    private T? _document;

    // how many bytes stand in front of the text
    private int _front;

    /// <summary>Makes the next document of the last one, if nothing but the text is another.</summary>
    public bool TryRead(ReadOnlySpan<byte> utf8, WireTexts texts, [NotNullWhen(true)] out T? document)
    {
        document = null;
        if (_document is null) return false;
        ReadOnlySpan<byte> behind = _bytes.AsSpan(_behind, _length - _behind);
        if (utf8.Length < _front + behind.Length || !utf8.EndsWith(behind) || !utf8.StartsWith(_bytes.AsSpan(0, _front))) return false;
        _misses = 0;
        ReadOnlySpan<byte> text = utf8[_front..^behind.Length];
        // what ends a string, what is an escape, and what is an error takes the long way
        if (text.Length > WireTexts.MaxBytes || text.ContainsAny((byte)'"', (byte)'\\') || text.ContainsAnyInRange((byte)0, (byte)0x1F) || !Utf8.IsValid(text)) return false;
        document = T.WithContent(_document, texts.GetContent(text, isEscaped: false));
        return true;
    }

    /// <param name="utf8">The document.</param>
    /// <param name="skipped">Where the reader's bytes begin.</param>
    /// <param name="reader">The reader that has read it.</param>
    /// <param name="document">What it has read.</param>
    public void Remember(ReadOnlySpan<byte> utf8, int skipped, ref readonly WireReader reader, T document)
    {
        if (_misses > MaxMisses || utf8.Length > MaxBytes || !reader.TryGetOnlyContent(out MessageContent? content, out int start, out int end)) return;
        // a member that comes twice may have taken its place
        if (!ReferenceEquals(T.ContentOf(document), content)) return;
        if (++_misses > MaxMisses)
        {
            Forget();
            return;
        }
        if (utf8.Length > _bytes.Length) _bytes = new byte[utf8.Length];
        utf8.CopyTo(_bytes);
        _length = utf8.Length;
        _front = skipped + start;
        _behind = skipped + end;
        _document = document;
    }

    public void Forget() => _document = null;
}

using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ChatGateway;

/// <summary>The tokens of one JSON document in memory, with what generated readers ask of them.</summary>
internal ref struct WireReader
{
    // Newtonsoft's own bound; a longer integer costs quadratic time to parse.
    private const int MaxNumberLength = 380;

    private readonly ReadOnlySpan<byte> _source;
    private readonly WireTexts? _texts;
    private Utf8JsonReader _json;

    // where the bytes of the tokenizer begin
    private int _offset;
    private int _nameStart;

    private MessageContent? _content;
    private int _contentStart;
    private int _contentEnd;
    private int _contents;
    private bool _isOpen;
    private bool _hasUndeclared;

    public WireReader(ReadOnlySpan<byte> utf8)
        : this(utf8, default, null)
    {
    }

    /// <summary>Reads on from a state; short texts are taken from a store of those that came before.</summary>
    public WireReader(ReadOnlySpan<byte> utf8, JsonReaderState state, WireTexts? texts)
    {
        _source = utf8;
        _texts = texts;
        _json = new Utf8JsonReader(utf8, isFinalBlock: true, state);
    }

    public readonly JsonTokenType TokenType => _json.TokenType;

    public readonly int Position => _offset + (int)_json.BytesConsumed;

    /// <summary>From where another reader can read on.</summary>
    public readonly JsonReaderState State => _json.CurrentState;

    /// <summary>What has been read.</summary>
    public readonly ReadOnlySpan<byte> Read => _source[..Position];

    /// <summary>The bytes of a number, a literal or a string without its quotes, still escaped.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => _json.ValueSpan;

    public readonly bool IsEscaped => _json.ValueIsEscaped;

    private readonly int TokenStart => _offset + (int)_json.TokenStartIndex;

    /// <summary>Goes to the next token; there must be one.</summary>
    public void Next()
    {
        if (!_json.Read()) throw new WireFormatException("The JSON ends too early.");
        if (_json.TokenType == JsonTokenType.Number && _json.ValueSpan.Length > MaxNumberLength)
            throw new WireFormatException($"A number has more than {MaxNumberLength} digits.");
    }

    /// <summary>Makes sure that nothing but blanks follows.</summary>
    public void End()
    {
        if (_json.Read()) throw new WireFormatException("More follows the end of the JSON.");
    }

    public readonly void StartObject() => Expect(JsonTokenType.StartObject, "an object");

    /// <summary>Goes to the next member's name, or past the object.</summary>
    public bool NextProperty()
    {
        Next();
        _nameStart = TokenStart;
        return _json.TokenType == JsonTokenType.PropertyName;
    }

    public readonly bool NameIs(ReadOnlySpan<byte> name) =>
        _json.ValueIsEscaped ? EscapedNameIs(name) : _json.ValueSpan.SequenceEqual(name);

    // the platform's own comparison throws where the name holds half a surrogate pair; an escape takes six bytes at most
    private readonly bool EscapedNameIs(ReadOnlySpan<byte> name) =>
        _json.ValueSpan.Length > name.Length && _json.ValueSpan.Length <= 6 * name.Length
        && Ascii.Equals(name, WireText.Decode(_json.ValueSpan, isEscaped: true));

    /// <summary>Whether the token is a string of exactly this text.</summary>
    public readonly bool TextIs(ReadOnlySpan<byte> text) =>
        _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped && _json.ValueSpan.SequenceEqual(text);

    /// <summary>The text of a string or a member's name. A number or a literal gives its own characters.</summary>
    public readonly string GetText() => _json.TokenType switch
    {
        JsonTokenType.String or JsonTokenType.PropertyName =>
            _texts is not null && _json.ValueSpan.Length <= WireTexts.MaxBytes
                ? _texts.Get(_json.ValueSpan, _json.ValueIsEscaped)
                : WireText.Decode(_json.ValueSpan, _json.ValueIsEscaped),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.ASCII.GetString(_json.ValueSpan),
        _ => throw Unexpected("text"),
    };

    /// <summary>The text as a message's content.</summary>
    public MessageContent GetContent()
    {
        _contents++;
        _contentStart = TokenStart + 1;
        _contentEnd = _contentStart + _json.ValueSpan.Length;
        return _content = _texts is not null && _json.ValueSpan.Length <= WireTexts.MaxBytes
            ? _texts.GetContent(_json.ValueSpan, _json.ValueIsEscaped)
            : GetText();
    }

    /// <summary>
    /// The content that was read, where in the bytes its text stands, and that nothing else which was read can be changed by whoever
    /// holds it, as open JSON can. False when there were several, or none.
    /// </summary>
    public readonly bool TryGetOnlyContent([NotNullWhen(true)] out MessageContent? content, out int start, out int end)
    {
        (content, start, end) = (_content, _contentStart, _contentEnd);
        return content is not null && _contents == 1 && !_isOpen && !_hasUndeclared;
    }

    /// <summary>Notes that open JSON is read.</summary>
    public void NoteOpen() => _isOpen = true;

    /// <summary>Whether open JSON was read, but for the undeclared members of the document itself.</summary>
    public readonly bool HoldsOpen => _isOpen;

    /// <summary>A list of bytes, the same object for the same bytes where texts are stored, too.</summary>
    public readonly TokenBytes GetBytes(UInt128 packed, int count) => _texts is null ? new TokenBytes(packed, count) : _texts.GetBytes(packed, count);

    /// <summary>
    /// Goes past an array of a few bytes whose bracket has been read, at once: a number by itself costs the tokenizer as much as a text.
    /// </summary>
    /// <returns>False when it holds anything else, and has not been read.</returns>
    public bool TryReadBytes(out UInt128 packed, out int count)
    {
        if (!TokenBytes.TryParse(_source[Position..], out packed, out count, out int length)) return false;
        // to the tokenizer the array is empty
        JsonReaderState state = _json.CurrentState;
        _offset = Position + length;
        _json = new Utf8JsonReader(_source[_offset..], isFinalBlock: true, state);
        Next();
        return true;
    }

    /// <summary>Keeps the member that the reader stands on, unread, and goes past its value.</summary>
    public void Keep(ref ExtensionData? extensionData)
    {
        int start = _nameStart;
        // those of the document itself are no other document's
        if (_json.CurrentDepth == 1) _hasUndeclared = true;
        else NoteOpen();
        Next();
        SkipValue();
        ReadOnlySpan<byte> member = _source[start..Position];
        if (!Utf8.IsValid(member)) throw new WireFormatException("A string is not valid UTF-8.");
        extensionData = ExtensionData.Append(extensionData, member);
    }

    /// <summary>Goes past the value that the reader stands on and gives its JSON text.</summary>
    public ReadOnlySpan<byte> SkipValue()
    {
        int start = TokenStart;
        if (_json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            int depth = _json.CurrentDepth;
            do Next();
            while (_json.CurrentDepth > depth);
        }
        return _source[start..Position];
    }

    public readonly bool TryGetInt64(out long value) => WireNumbers.TryReadShort(_json.ValueSpan, out value) || _json.TryGetInt64(out value);

    public readonly bool TryGetDouble(out double value) =>
        WireNumbers.TryReadShort(_json.ValueSpan, out value) || (_json.TryGetDouble(out value) && double.IsFinite(value));

    public readonly bool TryGetSingle(out float value) => _json.TryGetSingle(out value) && float.IsFinite(value);

    public readonly void Expect(JsonTokenType type, string what)
    {
        if (_json.TokenType != type) throw Unexpected(what);
    }

    public readonly WireFormatException Unexpected(string wanted) =>
        new($"Expected {wanted}, found {Describe(_json.TokenType)}.");

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "the end",
    };
}

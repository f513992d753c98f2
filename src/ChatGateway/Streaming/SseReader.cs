using System.Diagnostics;
using System.Text;

namespace ChatGateway;

/// <summary>
/// Reads server-sent events from a stream as the WHATWG specification says, and beyond it what servers of JSON do: an event that
/// the end of the stream leaves unterminated, documents on lines of their own with no blank line between them, the field
/// <c>error</c> of old llama.cpp, and an object that is no field's. Holds one event at a time and never reads ahead of its consumer by more than its buffer.
/// (The platform's parser has no size limit, drops the last event when it is cut and knows none of the rest.)
/// </summary>
internal sealed class SseReader(Stream stream, int maxEventBytes) : IDisposable
{
    public const string ErrorEvent = "error";

    private readonly LineReader _lines = new(stream, maxEventBytes);
    private bool _atStart = true;
    private bool _isOpen;

    // the data of the current event: lines are joined in place, since their field names leave room
    private int _dataStart;
    private int _dataLength;
    private bool _hasData;

    // whether the data are a document that no field holds
    private bool _isRaw;

    private string? _name;
    private string? _nameAtData;
    private string _lastName = ErrorEvent;

    /// <summary>The event's data, its lines joined by LF. Valid until more is received.</summary>
    public ReadOnlyMemory<byte> Data => _hasData ? _lines.Slice(_dataStart, _dataLength) : default;

    /// <summary>The event's name; null when it has none, which means <c>message</c>.</summary>
    public string? EventName { get; private set; }

    /// <summary>Whether the stream ended before the event was terminated: its data may be cut.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>Whether the stream has ended; events that came before may be left.</summary>
    public bool HasEnded => _lines.HasEnded;

    /// <summary>Goes to the next event that has data, waiting for it.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="SseEventTooLargeException">The event exceeds the limit.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryRead())
        {
            if (HasEnded) return false;
            Received(await stream.ReadAsync(Room(), cancellationToken).ConfigureAwait(false));
        }
        return true;
    }

    /// <summary>Goes to the next event that has data, if what has been received holds it whole.</summary>
    /// <exception cref="SseEventTooLargeException">The event exceeds the limit.</exception>
    public bool TryRead()
    {
        if (!_isOpen) Open();
        while (_lines.TryRead(out int start, out int length))
        {
            if (length == 0)
            {
                string? name = _name;
                _name = null;
                // an error needs no words
                if (_hasData || name == ErrorEvent) return Close(name);
            }
            else if (!TakeField(start, length))
            {
                _lines.Unread(start);
                return Close(_nameAtData);
            }
        }
        return HasEnded && TakeUnterminated();
    }

    /// <summary>Gives the place for what is received next. The reading is the caller's: each layer that awaits costs a waiting stream memory.</summary>
    /// <exception cref="SseEventTooLargeException">The event is too large already.</exception>
    public Memory<byte> Room()
    {
        Memory<byte> room = _lines.Room(_hasData ? _dataStart : null, out int dropped);
        _dataStart -= dropped;
        return room;
    }

    /// <inheritdoc cref="LineReader.Received"/>
    public void Received(int count) => _lines.Received(count);

    /// <inheritdoc cref="LineReader.PeekAsync"/>
    public ValueTask<byte?> PeekAsync(CancellationToken cancellationToken) => _lines.PeekAsync(cancellationToken);

    /// <inheritdoc cref="LineReader.ReadToEndAsync"/>
    public ValueTask<(ReadOnlyMemory<byte> Bytes, bool IsCut)> ReadToEndAsync(long limit, CancellationToken cancellationToken) =>
        _lines.ReadToEndAsync(limit, cancellationToken);

    public void Dispose() => _lines.Dispose();

    private void Open()
    {
        _isOpen = true;
        _hasData = false;
        _isRaw = false;
        _dataStart = 0;
        _dataLength = 0;
        EventName = null;
        IsUnterminated = false;
    }

    private bool Close(string? name)
    {
        EventName = name;
        _isOpen = false;
        return true;
    }

    /// <returns>False when the line begins another event.</returns>
    private bool TakeField(int start, int length)
    {
        if (_atStart)
        {
            _atStart = false;
            if (_lines.Span(start, length).StartsWith(Encoding.UTF8.Preamble))
            {
                start += Encoding.UTF8.Preamble.Length;
                length -= Encoding.UTF8.Preamble.Length;
            }
        }
        ReadOnlySpan<byte> line = _lines.Span(start, length);
        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? line : line[..colon];
        int valueStart = colon < 0 ? length : colon + 1;
        if (valueStart < length && line[valueStart] == ' ') valueStart++;
        ReadOnlySpan<byte> value = line[valueStart..];

        if (name.SequenceEqual("data"u8)) return AppendData(start + valueStart, value);
        // a gateway's words, without a field: the specification would pass over them
        if (line is [(byte)'{', ..] || (_isRaw && line is [(byte)' ' or (byte)'\t' or (byte)'"' or (byte)'}' or (byte)']', ..]))
        {
            _isRaw = true;
            return AppendData(start, line);
        }
        if (name.SequenceEqual("event"u8)) _name = NameOf(value);
        else if (name.SequenceEqual("error"u8) && value is [(byte)'{', ..])
        {
            if (!AppendData(start + valueStart, value)) return false;
            _name = _nameAtData = ErrorEvent;
        }
        return true;
    }

    private bool AppendData(int start, ReadOnlySpan<byte> value)
    {
        if (_hasData && BeginsAnother(value)) return false;
        if (_dataLength + value.Length > maxEventBytes) throw new SseEventTooLargeException(maxEventBytes);
        if (!_hasData)
        {
            _hasData = true;
            _nameAtData = _name;
            _dataStart = start;
            _dataLength = value.Length;
            return true;
        }
        int end = _dataStart + _dataLength;
        Debug.Assert(end < start, "A line's field name leaves room for the LF.");
        _lines.Span(end, 1)[0] = (byte)'\n';
        value.CopyTo(_lines.Span(end + 1, value.Length));
        _dataLength += 1 + value.Length;
        return true;
    }

    // inside one JSON document, no line that ends in } is followed by one that begins with {
    private bool BeginsAnother(ReadOnlySpan<byte> value) =>
        (value is [(byte)'{', ..] || value.StartsWith("[DONE]"u8))
        && _lines.Span(_dataStart, _dataLength).TrimEnd(" \t"u8) is [.., (byte)'}'];

    // streams that name their events repeat one name
    private string? NameOf(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return null;
        if (!Ascii.Equals(value, _lastName)) _lastName = Encoding.UTF8.GetString(value);
        return _lastName;
    }

    private bool TakeUnterminated()
    {
        if (_lines.TryReadLast(out int start, out int length) && !TakeField(start, length))
        {
            _lines.Unread(start);
            return Close(_nameAtData);
        }
        if (!_hasData) return false;
        IsUnterminated = true;
        return Close(_name);
    }
}

using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace ChatGateway;

/// <summary>
/// Reads server-sent events from a stream as the WHATWG specification says, and an event that the end of the stream
/// leaves unterminated besides. Holds one event at a time, in one pooled buffer, and never reads ahead of its consumer
/// by more than that buffer. (The platform's parser has no size limit and drops the last event when it is cut.)
/// </summary>
internal sealed class SseReader(Stream stream, int maxEventBytes) : IDisposable
{
    private const int InitialBuffer = 8 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
    private int _filled;
    private int _lineStart;
    private int _scanned;
    private bool _skipLineFeed;
    private bool _atStart = true;
    private bool _ended;

    // the data of the current event: lines are joined in place, since their field names leave room
    private int _dataStart;
    private int _dataLength;
    private bool _hasData;

    /// <summary>The event's data, its lines joined by LF. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Data => _buffer.AsMemory(_dataStart, _dataLength);

    /// <summary>The event's name; null when it has none, which means <c>message</c>.</summary>
    public string? EventName { get; private set; }

    /// <summary>Whether the stream ended before the event was terminated: its data may be cut.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>Goes to the next event that has data.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="SseEventTooLargeException">The event exceeds the limit.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        StartEvent();
        while (true)
        {
            while (NextLine(out int start, out int length))
            {
                if (length > 0) TakeField(start, length);
                else if (_hasData) return true;
                else EventName = null;
            }
            if (_ended) return TakeUnterminated();
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The first byte that is neither blank nor part of a byte order mark, without consuming it; null when there is none.</summary>
    public async ValueTask<byte?> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadOnlySpan<byte> blanks = " \t\r\n"u8;
            ReadOnlySpan<byte> text = WireDocument.WithoutByteOrderMark(_buffer.AsSpan(0, _filled));
            int at = text.IndexOfAnyExcept(blanks);
            if (at >= 0 && !Encoding.UTF8.Preamble.StartsWith(text)) return text[at];
            if (_ended) return null;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Everything that is left, for an answer that turns out to be no event stream.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> Bytes, bool IsCut)> ReadToEndAsync(long limit, CancellationToken cancellationToken)
    {
        using var rest = new MemoryStream();
        rest.Write(_buffer, 0, _filled);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
        try
        {
            int read;
            while (rest.Length <= limit && (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0) rest.Write(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        bool isCut = rest.Length > limit;
        return (rest.GetBuffer().AsMemory(0, (int)Math.Min(rest.Length, limit)), isCut);
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private void StartEvent()
    {
        _hasData = false;
        _dataLength = 0;
        EventName = null;
        IsUnterminated = false;
    }

    private bool NextLine(out int start, out int length)
    {
        if (_skipLineFeed && _lineStart < _filled)
        {
            if (_buffer[_lineStart] == '\n') _lineStart++;
            _scanned = Math.Max(_scanned, _lineStart);
            _skipLineFeed = false;
        }
        start = _lineStart;
        length = 0;
        int at = _buffer.AsSpan(_scanned, _filled - _scanned).IndexOfAny((byte)'\r', (byte)'\n');
        if (at < 0)
        {
            _scanned = _filled;
            return false;
        }
        int end = _scanned + at;
        length = end - start;
        // a CR may be the first half of a CRLF whose LF has not come yet
        _skipLineFeed = _buffer[end] == '\r';
        _lineStart = _scanned = end + 1;
        return true;
    }

    private void TakeField(int start, int length)
    {
        if (_atStart)
        {
            _atStart = false;
            if (_buffer.AsSpan(start, length).StartsWith(Encoding.UTF8.Preamble))
            {
                start += Encoding.UTF8.Preamble.Length;
                length -= Encoding.UTF8.Preamble.Length;
            }
        }
        ReadOnlySpan<byte> line = _buffer.AsSpan(start, length);
        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? line : line[..colon];
        int valueStart = colon < 0 ? length : colon + 1;
        if (valueStart < length && line[valueStart] == ' ') valueStart++;

        if (name.SequenceEqual("data"u8)) AppendData(start + valueStart, length - valueStart);
        else if (name.SequenceEqual("event"u8)) EventName = length == valueStart ? null : Encoding.UTF8.GetString(line[valueStart..]);
    }

    private void AppendData(int start, int length)
    {
        if (_dataLength + length > maxEventBytes) throw new SseEventTooLargeException(maxEventBytes);
        if (!_hasData)
        {
            _hasData = true;
            _dataStart = start;
            _dataLength = length;
            return;
        }
        int end = _dataStart + _dataLength;
        Debug.Assert(end < start, "A line's field name leaves room for the LF.");
        _buffer[end] = (byte)'\n';
        _buffer.AsSpan(start, length).CopyTo(_buffer.AsSpan(end + 1));
        _dataLength += 1 + length;
    }

    private bool TakeUnterminated()
    {
        if (_lineStart < _filled)
        {
            TakeField(_lineStart, _filled - _lineStart);
            _lineStart = _scanned = _filled;
        }
        IsUnterminated = true;
        return _hasData;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        int read = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken).ConfigureAwait(false);
        if (read == 0) _ended = true;
        _filled += read;
    }

    private void MakeRoom()
    {
        int keep = _hasData ? _dataStart : _lineStart;
        if (keep > 0)
        {
            _buffer.AsSpan(keep, _filled - keep).CopyTo(_buffer);
            _filled -= keep;
            _lineStart -= keep;
            _scanned -= keep;
            _dataStart = 0;
        }
        if (_filled > maxEventBytes) throw new SseEventTooLargeException(maxEventBytes);
        if (_filled < _buffer.Length) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_filled * 2L, Array.MaxLength));
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

using System.Buffers;
using System.Text;

namespace ChatGateway;

/// <summary>
/// The lines of a stream, ended by LF, CR or CRLF, in one pooled buffer. Positions are those in the buffer; receiving more moves
/// what is kept to its start.
/// </summary>
internal sealed class LineReader(Stream stream, int maxBytes) : IDisposable
{
    // a slow stream brings an event at a time, and a thousand may wait; one that fills its buffer gets a larger, step by step
    private const int InitialBuffer = 512;
    private const int Growth = 4;
    private const int ReadAhead = 32 * 1024;
    private const int Slack = 64;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
    private int _filled;
    private int _lineStart;
    private int _scanned;
    private bool _skipLineFeed;
    private bool _wasFull;

    /// <summary>Whether the stream has ended; lines that came before may be left.</summary>
    public bool HasEnded { get; private set; }

    public Memory<byte> Slice(int start, int length) => _buffer.AsMemory(start, length);

    public Span<byte> Span(int start, int length) => _buffer.AsSpan(start, length);

    /// <summary>Goes past the next line, if it has been received with its end.</summary>
    public bool TryRead(out int start, out int length)
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

    /// <summary>Goes past what the end of the stream has left without a line end.</summary>
    public bool TryReadLast(out int start, out int length)
    {
        start = _lineStart;
        length = _filled - _lineStart;
        _lineStart = _scanned = _filled;
        return length > 0;
    }

    /// <summary>Goes back to the start of the line that was read last.</summary>
    public void Unread(int start)
    {
        _lineStart = _scanned = start;
        _skipLineFeed = false;
    }

    /// <summary>Gives the place for what is received next. Keeps what stands from a position on, or from the next line when there is none.</summary>
    /// <param name="keepFrom">The position.</param>
    /// <param name="dropped">By how much the positions have become less.</param>
    /// <exception cref="SseEventTooLargeException">What is to be kept exceeds the limit.</exception>
    public Memory<byte> Room(int? keepFrom, out int dropped)
    {
        dropped = MakeRoom(keepFrom ?? _lineStart);
        return _buffer.AsMemory(_filled);
    }

    /// <summary>Takes what was received into <see cref="Room"/>; nothing is the end.</summary>
    public void Received(int count)
    {
        if (count == 0) HasEnded = true;
        _filled += count;
        _wasFull = _filled == _buffer.Length;
    }

    /// <summary>The first byte that is neither blank nor part of a byte order mark, without consuming it; null when there is none.</summary>
    public async ValueTask<byte?> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadOnlySpan<byte> text = WireDocument.WithoutByteOrderMark(_buffer.AsSpan(0, _filled));
            int at = text.IndexOfAnyExcept(" \t\r\n"u8);
            if (at >= 0 && !Encoding.UTF8.Preamble.StartsWith(text)) return text[at];
            if (HasEnded) return null;
            Received(await stream.ReadAsync(Room(0, out _), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Everything that is left, for an answer that turns out to be no event stream.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> Bytes, bool IsCut)> ReadToEndAsync(long limit, CancellationToken cancellationToken)
    {
        using var rest = new MemoryStream();
        rest.Write(_buffer, 0, _filled);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadAhead);
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
        _filled = _lineStart = _scanned = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private int MakeRoom(int keepFrom)
    {
        if (keepFrom > 0)
        {
            _buffer.AsSpan(keepFrom, _filled - keepFrom).CopyTo(_buffer);
            _filled -= keepFrom;
            _lineStart -= keepFrom;
            _scanned -= keepFrom;
        }
        // field names and line ends are not the event's data, whose length is checked exactly
        if (_filled > maxBytes + (long)Slack) throw new SseEventTooLargeException(maxBytes);
        bool isBusy = _wasFull && _buffer.Length < ReadAhead;
        if (_filled < _buffer.Length && !isBusy) return keepFrom;
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_filled < ReadAhead ? Math.Min(_buffer.Length * (long)Growth, ReadAhead) : _filled * 2L, Array.MaxLength));
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return keepFrom;
    }
}

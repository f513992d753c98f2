namespace ChatGateway.Tests.Fuzzing;

/// <summary>Gives bytes in pieces of the given sizes, in turn; a negative size completes its read asynchronously.</summary>
internal sealed class AnswerStream(byte[] bytes, int[] pieces) : Stream
{
    private int _position;
    private int _reads;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int piece = pieces[_reads++ % pieces.Length];
        return piece > 0 ? ValueTask.FromResult(Take(buffer.Span, piece)) : TakeLaterAsync(buffer, -piece, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, count), Math.Abs(pieces[_reads++ % pieces.Length]));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<int> TakeLaterAsync(Memory<byte> buffer, int piece, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Take(buffer.Span, piece);
    }

    private int Take(Span<byte> buffer, int piece)
    {
        int count = Math.Min(Math.Min(piece, buffer.Length), bytes.Length - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}

using System.Buffers;

namespace ChatGateway;

/// <summary>A body, read up to a limit into a buffer of the shared pool; disposing returns that.</summary>
internal sealed class BoundedBody : IDisposable
{
    private const int MinimumBuffer = 4096;
    private const int TrustedLength = 1024 * 1024;

    private byte[] _buffer;
    private int _count;

    private BoundedBody(long expected) => _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(expected + 1, MinimumBuffer));

    /// <summary>What was read. Valid until disposal.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _count);

    /// <summary>Whether there is more than the limit allows.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads an answer, or what a limit allows of it.</summary>
    public static ValueTask<BoundedBody> ReadAnswerAsync(HttpContent content, long limit, CancellationToken cancellationToken) =>
        ReadAsync(content, limit, isAnswer: true, cancellationToken);

    /// <summary>Reads the body of an error, or what a limit allows of it.</summary>
    public static ValueTask<BoundedBody> ReadErrorAsync(HttpContent content, long limit, CancellationToken cancellationToken) =>
        ReadAsync(content, limit, isAnswer: false, cancellationToken);

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _count = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private static async ValueTask<BoundedBody> ReadAsync(HttpContent content, long limit, bool isAnswer, CancellationToken cancellationToken)
    {
        // a stated length sizes the buffer, but is not trusted with more than it costs to grow
        SseEnd end = default;
        var body = new BoundedBody(Math.Min(ResponseHeaders.Length(content) ?? MinimumBuffer, TrustedLength));
        try
        {
            using Stream stream = await DecodedContent.OpenAsync(content, cancellationToken).ConfigureAwait(false);
            while (body._count <= limit)
            {
                if (body._count == body._buffer.Length) body.Grow();
                int read = await stream.ReadAsync(body._buffer.AsMemory(body._count), cancellationToken).ConfigureAwait(false);
                body._count += read;
                if (read == 0) return body;
                if (isAnswer && HasEnded(body.Bytes.Span, ref end))
                {
                    // what follows the end says nothing, whether it came in the same read or would have come later
                    body._count = end.Position;
                    return body;
                }
            }
            body._count = (int)limit;
            body.IsCut = true;
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    // gateways may stream whatever was asked for, under any type, and keep the connection open after the end
    private static bool HasEnded(ReadOnlySpan<byte> answer, ref SseEnd end) => SseBody.IsEventStream(answer) && end.IsIn(answer);

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_count * 2L, Array.MaxLength));
        _buffer.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

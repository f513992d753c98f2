using System.Buffers;

namespace ChatGateway;

/// <summary>A body, read up to a limit.</summary>
/// <param name="Bytes">What was read.</param>
/// <param name="IsCut">Whether there is more than the limit allows.</param>
internal readonly record struct BoundedBody(ReadOnlyMemory<byte> Bytes, bool IsCut)
{
    private const int MinimumBuffer = 4096;
    private const int TrustedLength = 1024 * 1024;

    /// <summary>Reads an answer, or what a limit allows of it.</summary>
    public static Task<BoundedBody> ReadAnswerAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        // a server may keep an event stream open after its end
        bool isEvents = content.Headers.ContentType?.MediaType == "text/event-stream";
        return ReadAsync(content, limit, isEvents, cancellationToken);
    }

    /// <summary>Reads the body of an error, or what a limit allows of it.</summary>
    public static Task<BoundedBody> ReadErrorAsync(HttpContent content, long limit, CancellationToken cancellationToken) =>
        ReadAsync(content, limit, isEvents: false, cancellationToken);

    private static async Task<BoundedBody> ReadAsync(HttpContent content, long limit, bool isEvents, CancellationToken cancellationToken)
    {
        // a stated length sizes the buffer, but is not trusted with more than it costs to grow
        long expected = Math.Min(content.Headers.ContentLength ?? MinimumBuffer, TrustedLength);
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await ReadAsync(stream, expected, limit, isEvents, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<BoundedBody> ReadAsync(Stream stream, long expected, long limit, bool isEvents, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(expected + 1, MinimumBuffer));
        int count = 0;
        try
        {
            while (count <= limit)
            {
                if (count == buffer.Length) buffer = Grow(buffer, count);
                int read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
                count += read;
                if (read == 0 || (isEvents && SseReader.EndsWithMarker(buffer.AsSpan(0, count)))) return new BoundedBody(buffer.AsSpan(0, count).ToArray(), IsCut: false);
            }
            return new BoundedBody(buffer.AsSpan(0, (int)limit).ToArray(), IsCut: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(count * 2L, Array.MaxLength));
        buffer.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

using System.Net;

namespace ChatGateway;

/// <summary>A body that is in memory already.</summary>
internal sealed class BufferedContent(ReadOnlyMemory<byte> body) : HttpContent, IBufferedBody
{
    public ReadOnlyMemory<byte> Body { get; } = body;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Body).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = Body.Length;
        return true;
    }
}

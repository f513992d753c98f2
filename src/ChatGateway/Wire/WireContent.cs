using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace ChatGateway;

/// <summary>
/// A request body, written once by the generated writer and sent with its length: some gateways reject chunked
/// requests, and another attempt sends the same bytes again.
/// </summary>
internal sealed class WireContent<T> : HttpContent
    where T : IWireWritable
{
    private readonly ArrayBufferWriter<byte> _body = new(1024);

    public WireContent(T value)
    {
        WireDocument.Write(_body, value);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_body.WrittenMemory, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _body.WrittenCount;
        return true;
    }
}

using System.Net;

namespace ChatGateway;

/// <summary>
/// A request body, written once by the generated writer and sent with its length: some gateways reject chunked
/// requests, and another attempt sends the same bytes again.
/// </summary>
internal sealed class WireContent<T> : HttpContent
    where T : IWireWritable
{
    private readonly WireBuffer _body = new();
    private int _isDisposed;

    public WireContent(T value)
    {
        WireDocument.Write(_body, value);
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // a server may answer, or a caller leave, while the body is still being sent: it holds the bytes until it is done
        _body.Use();
        ValueTask write;
        try
        {
            write = stream.WriteAsync(_body.Written, cancellationToken);
        }
        catch
        {
            _body.Release();
            throw;
        }
        if (!write.IsCompletedSuccessfully) return FinishAsync(write);
        _body.Release();
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isDisposed, 1) == 0) _body.Release();
        base.Dispose(disposing);
    }

    private async Task FinishAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        finally
        {
            _body.Release();
        }
    }
}

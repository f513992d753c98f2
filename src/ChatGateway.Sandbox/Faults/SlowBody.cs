namespace ChatGateway.Sandbox;

/// <summary>Waits before every piece of the body.</summary>
internal sealed class SlowBody(Stream inner, GatewayCall call, TimeSpan delay) : FilteredBody(inner)
{
    private const int PieceOfJson = 64;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int size = EventStream.IsUsedBy(call.Http.Response) ? buffer.Length : PieceOfJson;
        for (int at = 0; at < buffer.Length; at += size)
        {
            await call.DelayAsync(delay);
            await Inner.WriteAsync(buffer.Slice(at, Math.Min(size, buffer.Length - at)), cancellationToken);
            await Inner.FlushAsync(cancellationToken);
        }
    }
}

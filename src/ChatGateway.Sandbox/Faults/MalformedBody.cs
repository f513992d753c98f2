using Microsoft.AspNetCore.Http;

namespace ChatGateway.Sandbox;

/// <summary>Takes the last brace out of one write: bodies are written in one go, events one by one.</summary>
internal sealed class MalformedBody(Stream inner, HttpResponse response) : FilteredBody(inner)
{
    private int _writes;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int victim = EventStream.IsUsedBy(response) ? 1 : 0;
        int brace = _writes++ == victim ? buffer.Span.LastIndexOf((byte)'}') : -1;
        if (brace < 0)
        {
            await Inner.WriteAsync(buffer, cancellationToken);
            return;
        }

        await Inner.WriteAsync(buffer[..brace], cancellationToken);
        await Inner.WriteAsync(buffer[(brace + 1)..], cancellationToken);
    }
}

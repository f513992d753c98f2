using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ChatGateway.Sandbox;

/// <summary>Writes server-sent events, each in one write that is flushed at once.</summary>
internal sealed class EventStream
{
    private const string ContentType = "text/event-stream";

    private readonly GatewayCall _call;
    private readonly TimeSpan _delay;
    private bool _first = true;

    public EventStream(GatewayCall call, TimeSpan delay)
    {
        _call = call;
        _delay = delay;
        call.Http.Response.ContentType = ContentType;
        call.Http.Response.Headers.CacheControl = "no-cache";
    }

    public static bool IsUsedBy(HttpResponse response) => response.ContentType == ContentType;

    public Task SendAsync(JsonNode data) => SendAsync(WireJson.Bytes(data));

    public Task SendDoneAsync() => SendAsync("[DONE]"u8.ToArray());

    private async Task SendAsync(byte[] data)
    {
        if (!_first && _delay > TimeSpan.Zero)
            await _call.DelayAsync(_delay);
        _first = false;

        // Kestrel ignores writes to a closed connection, so the client's leaving has to be looked for
        _call.Aborted.ThrowIfCancellationRequested();
        byte[] line = [.. "data: "u8, .. data, .. "\n\n"u8];
        await _call.Http.Response.Body.WriteAsync(line, _call.Aborted);
        await _call.Http.Response.Body.FlushAsync(_call.Aborted);
    }
}

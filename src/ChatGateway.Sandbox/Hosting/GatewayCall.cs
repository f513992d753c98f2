using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatGateway.Sandbox;

/// <summary>One request on its way through the sandbox.</summary>
/// <param name="Http">The exchange.</param>
/// <param name="Record">What the test sees of it.</param>
/// <param name="Body">The body; null if it was too large.</param>
/// <param name="Time">The clock.</param>
/// <param name="Aborted">Cancelled when the client hangs up or the sandbox stops.</param>
internal sealed record GatewayCall(HttpContext Http, SandboxRequest Record, byte[]? Body, TimeProvider Time, CancellationToken Aborted)
{
    private static readonly TimeSpan TimeToHangUp = TimeSpan.FromSeconds(1);

    public string Method => Http.Request.Method;

    /// <summary>The path as sent, without the query.</summary>
    public string Path => Record.Path.Split('?', 2)[0];

    public string? Key => RequestKey.Read(Http.Request);

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, Time, Aborted);

    /// <summary>Resets the connection; the client may lose what it has not read yet.</summary>
    public void Reset()
    {
        Record.EndedBySandbox();
        Http.Abort();
    }

    /// <summary>
    /// Closes the connection behind what has been flushed. The sending half goes first, since a reset may cost the client bytes that it
    /// has not read yet; once the client hangs up in turn, or has had its time, the rest follows.
    /// </summary>
    public async Task CloseAsync()
    {
        Record.EndedBySandbox();
        Http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
        await DelayAsync(TimeToHangUp);
        Http.Abort();
    }
}

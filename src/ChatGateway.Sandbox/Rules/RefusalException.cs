using System.Net;

namespace ChatGateway.Sandbox;

/// <summary>Ends a request with an error answer; the pipeline turns it into the gateway's envelope.</summary>
internal sealed class RefusalException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>The methods that the route serves, for a 405.</summary>
    public string? Allow { get; init; }
}

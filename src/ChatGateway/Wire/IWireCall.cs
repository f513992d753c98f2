namespace ChatGateway;

/// <summary>A call as the generated operations see it: they know what to send and how to read the answer, not how it travels.</summary>
internal interface IWireCall
{
    /// <summary>Sends an operation's request, and disposes of its body when the call has ended.</summary>
    /// <param name="method">The method.</param>
    /// <param name="route">The path below the endpoint.</param>
    /// <param name="content">The body; null when there is none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<HttpResponseMessage> SendAsync(HttpMethod method, string route, HttpContent? content, CancellationToken cancellationToken);
}

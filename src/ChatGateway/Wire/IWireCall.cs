namespace ChatGateway;

/// <summary>A call as the generated operations see it: they know what to send and how to read the answer, not how it travels.</summary>
internal interface IWireCall
{
    /// <summary>Makes the message of an operation.</summary>
    /// <param name="method">The method.</param>
    /// <param name="route">The path below the endpoint.</param>
    /// <param name="content">The body; null when there is none.</param>
    HttpRequestMessage NewMessage(HttpMethod method, string route, HttpContent? content);

    /// <summary>Sends a message of this call.</summary>
    ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken);
}

namespace ChatGateway;

/// <summary>Asks a factory for the HttpClient of each attempt, so that its handlers rotate under a client that lives for ever.</summary>
internal sealed class FactoryHandler(IHttpClientFactory factory, string name) : HttpMessageHandler
{
    // the HttpClient is a shell around a pooled handler: disposing of it would do nothing, and end nothing
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        HttpClientHandlerAdapter.SendAsync(factory.CreateClient(name), request, cancellationToken);
}

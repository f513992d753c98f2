namespace ChatGateway;

/// <summary>Lets an HttpClient of the caller's stand where the pipeline's socket handler would: redirects, proxy and TLS are its business. It is not disposed of.</summary>
internal sealed class HttpClientHandlerAdapter(HttpClient httpClient) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
}

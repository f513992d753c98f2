namespace ChatGateway;

/// <summary>Lets an HttpClient of the caller's stand where the pipeline's socket handler would: redirects, proxy and TLS are its business. It is not disposed of.</summary>
internal sealed class HttpClientHandlerAdapter(HttpClient httpClient) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(httpClient, request, cancellationToken);

    /// <summary>Sends a message as the client would one that it makes itself: in the version of HTTP that was set for it.</summary>
    public static Task<HttpResponseMessage> SendAsync(HttpClient httpClient, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = httpClient.DefaultRequestVersion;
        request.VersionPolicy = httpClient.DefaultVersionPolicy;
        return httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}

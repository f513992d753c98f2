using System.Net.Http.Headers;
using System.Reflection;

namespace ChatGateway;

/// <summary>Sets the key and the other headers of a request.</summary>
internal sealed class HeadersHandler(TransportSettings settings) : DelegatingHandler
{
    // servers do not negotiate: both forms are acceptable for streams, as an answer may come whole
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue EventStream = new("text/event-stream");

    private static readonly ProductInfoHeaderValue Product = new(
        "ChatGateway", typeof(HeadersHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GatewayCall call = GatewayCall.Of(request);
        string? key = ApiKeyRules.Normalize(await settings.ApiKey(cancellationToken).ConfigureAwait(false), "ApiKeyProvider");
        call.ApiKey = key;
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (call.IsStream) request.Headers.Accept.Add(EventStream);
        request.Headers.Accept.Add(Json);
        // the client's headers first, so that those of the call replace them
        foreach ((string name, string value) in settings.Headers) request.Headers.Add(name, value);
        foreach ((string name, string value) in call.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }
        if (request.Headers.UserAgent.Count == 0) request.Headers.UserAgent.Add(Product);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}

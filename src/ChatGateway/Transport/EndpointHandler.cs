namespace ChatGateway;

/// <summary>Turns a route into an address on the call's endpoint.</summary>
internal sealed class EndpointHandler(TransportSettings settings) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GatewayCall call = GatewayCall.Of(request);
        call.Endpoint = settings.Endpoints[0];
        request.RequestUri = EndpointRules.Join(call.Endpoint, request.RequestUri!);
        return base.SendAsync(request, cancellationToken);
    }
}

namespace ChatGateway;

/// <summary>A step of an attempt's way to the socket.</summary>
internal interface IGatewayHandler
{
    ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken);
}

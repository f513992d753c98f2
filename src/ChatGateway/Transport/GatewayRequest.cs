namespace ChatGateway;

/// <summary>A message that knows the call it belongs to.</summary>
internal sealed class GatewayRequest : HttpRequestMessage
{
    public GatewayRequest(GatewayCall call, HttpMethod method, HttpContent? content)
        : base(method, (Uri?)null)
    {
        Call = call;
        Content = content;
    }

    public GatewayCall Call { get; }
}

namespace ChatGateway.Tests.Client;

/// <summary>A handler whose responses hold something until they are disposed of, as one with a pool of its own does.</summary>
internal sealed class LeasingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private int _given;
    private int _returned;

    public int Given => Volatile.Read(ref _given);

    public int Returned => Volatile.Read(ref _returned);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        Interlocked.Increment(ref _given);
        var leased = new LeasedResponse(this) { StatusCode = response.StatusCode, Content = response.Content, Version = response.Version, RequestMessage = request };
        foreach ((string name, IEnumerable<string> values) in response.Headers) leased.Headers.TryAddWithoutValidation(name, values);
        return leased;
    }

    private sealed class LeasedResponse(LeasingHandler handler) : HttpResponseMessage
    {
        protected override void Dispose(bool disposing)
        {
            Interlocked.Increment(ref handler._returned);
            base.Dispose(disposing);
        }
    }
}

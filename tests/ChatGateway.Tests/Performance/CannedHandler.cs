using System.Net;

namespace ChatGateway.Tests.Performance;

/// <summary>Answers every request with the same bytes, at once and on the same thread, so that a thread's allocations are the call's.</summary>
internal sealed class CannedHandler(byte[] body, string contentType) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new MemoryStream(body, writable: false));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        content.Headers.ContentLength = body.Length;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }
}

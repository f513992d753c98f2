using System.Net;
using System.Net.Http.Headers;

namespace ChatGateway.Tests.Fuzzing;

/// <summary>Answers every request with the same bytes, without a socket.</summary>
internal sealed class FuzzHandler : HttpMessageHandler
{
    public FuzzInput? Answer { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        FuzzInput answer = Answer!;
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = new StreamContent(new AnswerStream(answer.Body, answer.Pieces)),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(answer.MediaType);
        return Task.FromResult(response);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace ChatGateway.Tests.Servers;

/// <summary>The scripted server against a plain HttpClient.</summary>
public sealed class ScriptedServerTests : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Json_Request_AnswersAndRecords()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(429, """{"a":"ä"}""", ("Retry-After", "3")));

        using StringContent content = new("""{"q":"猫"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _client.PostAsync(new Uri(server.Endpoint + "/chat?x=1"), content);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter?.Delta);
        Assert.Equal("""{"a":"ä"}""", await response.Content.ReadAsStringAsync());
        ScriptedRequest request = Assert.Single(server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1/chat?x=1", request.Path);
        Assert.Equal("application/json; charset=utf-8", request.Headers["content-type"]);
        Assert.Equal("""{"q":"猫"}""", request.Body);
    }

    [Fact]
    public async Task ReadRequest_ChunkedBody_IsJoined()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, "{}"));
        string text = new('x', 100_000);

        using JsonContent content = JsonContent.Create(text);
        using HttpRequestMessage request = new(HttpMethod.Post, server.Address) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await _client.SendAsync(request);

        Assert.Equal($"\"{text}\"", Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task Start_SeveralRequests_ShareAConnectionAndTheLastStepRepeats()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, "1"), ScriptedServer.Json(200, "2"));

        List<string> answers = [];
        for (int i = 0; i < 3; i++)
            answers.Add(await _client.GetStringAsync(server.Address));

        Assert.Equal(["1", "2", "2"], answers);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(1, server.ConnectionCount);
    }

    [Fact]
    public async Task Step_DoesNotReadTheRequest_ConnectionStaysUsable()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            async connection => await connection.SendAsync("HTTP/1.1 204 No Content\r\n\r\n"),
            ScriptedServer.Json(200, "2"));

        using StringContent content = new("unread");
        using HttpResponseMessage first = await _client.PostAsync(server.Address, content);
        string second = await _client.GetStringAsync(server.Address);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        Assert.Equal("2", second);
        Assert.Equal("unread", server.Requests[0].Body);
    }

    [Fact]
    public async Task Sse_Events_ComeChunked()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse("""{"a":1}""", "[DONE]"));

        using HttpResponseMessage response = await _client.GetAsync(server.Address);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.Equal("data: {\"a\":1}\n\ndata: [DONE]\n\n", await response.Content.ReadAsStringAsync());
    }
}

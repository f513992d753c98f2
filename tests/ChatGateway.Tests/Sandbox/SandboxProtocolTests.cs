using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxProtocolTests
{
    [Theory]
    [InlineData("""{"model":"gpt-4o-mini",}""", "Unexpected character ('}' (code 125)): expected a field name")]
    [InlineData("{\n\"model\": gpt}", "Unexpected character ('g' (code 103)): not expected at line 2, byte 10")]
    [InlineData("""{"model":"gpt""", "Unexpected end-of-input: the JSON text is not complete")]
    [InlineData("", "Unexpected end-of-input: the JSON text is not complete")]
    public async Task ChatCompletions_MalformedJson_Answers400(string body, string message)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.PostChatAsync(body).AssertErrorAsync(HttpStatusCode.BadRequest, "400 BAD_REQUEST", message);
    }

    [Fact]
    public async Task ChatCompletions_LoneSurrogate_Answers400()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        JsonNode error = await sandbox.PostChatAsync("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"\ud83d"}]}""")
            .ReadJsonAsync(HttpStatusCode.BadRequest);

        Assert.StartsWith("Invalid Unicode in a text near byte 60", (string?)error["error"]!["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "text/plain")]
    [InlineData(null, "absent")]
    public async Task ChatCompletions_WrongContentType_Answers415(string? contentType, string named)
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        HttpRequestMessage request = sandbox.Request(HttpMethod.Post, "chat/completions");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(SandboxCalls.Chat("Hello")));
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        await request.SendAsync().AssertErrorAsync(
            HttpStatusCode.UnsupportedMediaType, "415 UNSUPPORTED_MEDIA_TYPE", $"Content-Type must be application/json, not {named}.");
    }

    [Fact]
    public async Task ChatCompletions_BodyTooLarge_Answers413()
    {
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { MaxBodyBytes = 100_000 });

        await sandbox.PostChatAsync(SandboxCalls.Chat(new string('x', 3_000_000)))
            .AssertErrorAsync(HttpStatusCode.RequestEntityTooLarge, "413 PAYLOAD_TOO_LARGE", "The request body exceeds 100000 bytes.");
        Assert.Null(sandbox.Requests[0].Body);
    }

    [Theory]
    [InlineData("GET", "completions")]
    [InlineData("POST", "responses")]
    [InlineData("POST", "chat/completions/")]
    [InlineData("GET", "models/a/b")]
    public async Task Routes_Unknown_Answer404(string method, string route)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        await sandbox.Request(new HttpMethod(method), route).SendAsync()
            .AssertErrorAsync(HttpStatusCode.NotFound, "404 NOT_FOUND", $"There is no route {method} /v1/{route}.");
    }

    [Theory]
    [InlineData("GET", "chat/completions", "POST")]
    [InlineData("PUT", "embeddings", "POST")]
    [InlineData("POST", "models", "GET")]
    [InlineData("DELETE", "models/gpt-4o-mini", "GET")]
    public async Task Routes_WrongMethod_Answer405AndNameTheRightOne(string method, string route, string allow)
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        HttpResponseMessage response = await sandbox.Request(new HttpMethod(method), route).SendAsync();

        Assert.Equal([allow], response.Content.Headers.Allow);
        await Task.FromResult(response).AssertErrorAsync(
            HttpStatusCode.MethodNotAllowed, "405 METHOD_NOT_ALLOWED", $"The route /v1/{route} does not serve {method}, only {allow}.");
    }

    [Fact]
    public async Task Answers_RequestId_IsUnique()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        using HttpResponseMessage first = await sandbox.GetAsync("models");
        using HttpResponseMessage second = await sandbox.GetAsync("nowhere");

        Assert.Equal(["sandbox-000001"], first.Headers.GetValues("x-request-id"));
        Assert.Equal(["sandbox-000002"], second.Headers.GetValues("x-request-id"));
    }
}

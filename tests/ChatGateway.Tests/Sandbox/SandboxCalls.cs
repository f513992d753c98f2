using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

/// <summary>Calls a sandbox over the socket, with nothing in between that could hide a byte.</summary>
internal static class SandboxCalls
{
    public const string Key = "sk-Ab1cdefghijklmnxYz9";
    public const string MaskedKey = "sk-Ab1****xYz9";

    public static readonly SandboxOptions Open = new() { Rules = SandboxRules.Open };

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public static string Chat(string prompt, string model = "gpt-4o-mini", string more = "")
        => $$"""{"model":"{{model}}","messages":[{"role":"user","content":{{JsonValue.Create(prompt).ToJsonString()}}}]{{more}}}""";

    public static HttpRequestMessage Request(this SandboxGateway sandbox, HttpMethod method, string route, string? json = null, string? key = Key)
    {
        var request = new HttpRequestMessage(method, $"{sandbox.Endpoint}/{route}");
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return request;
    }

    public static Task<HttpResponseMessage> SendAsync(this HttpRequestMessage request, CancellationToken cancellationToken = default)
        => Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public static Task<HttpResponseMessage> PostAsync(this SandboxGateway sandbox, string route, string json, string? key = Key)
        => sandbox.Request(HttpMethod.Post, route, json, key).SendAsync();

    public static Task<HttpResponseMessage> PostChatAsync(this SandboxGateway sandbox, string json, string? key = Key)
        => sandbox.PostAsync("chat/completions", json, key);

    public static Task<HttpResponseMessage> GetAsync(this SandboxGateway sandbox, string route, string? key = Key)
        => sandbox.Request(HttpMethod.Get, route, null, key).SendAsync();

    public static async Task<JsonNode> ReadJsonAsync(this Task<HttpResponseMessage> call, HttpStatusCode status = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await call;
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(body)!;
    }

    /// <summary>The data of every event; fails on anything that is not an event of one data line.</summary>
    public static async Task<List<string>> ReadEventsAsync(this Task<HttpResponseMessage> call)
    {
        using HttpResponseMessage response = await call;
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("\n\n", body, StringComparison.Ordinal);
        string[] events = body[..^2].Split("\n\n");
        Assert.All(events, e => Assert.StartsWith("data: ", e, StringComparison.Ordinal));
        return [.. events.Select(e => e["data: ".Length..])];
    }

    /// <summary>The chunks of a stream that ends properly.</summary>
    public static async Task<List<JsonNode>> ReadChunksAsync(this Task<HttpResponseMessage> call)
    {
        List<string> events = await call.ReadEventsAsync();
        Assert.Equal("[DONE]", events[^1]);
        return [.. events[..^1].Select(e => JsonNode.Parse(e)!)];
    }

    public static async Task AssertErrorAsync(this Task<HttpResponseMessage> call, HttpStatusCode status, string code, string message)
    {
        JsonNode body = await call.ReadJsonAsync(status);
        Assert.Equal(message, (string?)body["error"]!["message"]);
        Assert.Equal("chatanywhere_error", (string?)body["error"]!["type"]);
        Assert.True(body["error"]!.AsObject().ContainsKey("param"));
        Assert.Null(body["error"]!["param"]);
        Assert.Equal(code, (string?)body["error"]!["code"]);
    }
}

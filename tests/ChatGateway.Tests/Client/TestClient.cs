using ChatGateway.Tests.Servers;

namespace ChatGateway.Tests.Client;

/// <summary>Clients for tests.</summary>
internal static class TestClient
{
    public const string Key = "sk-test-SECRET-0123456789";

    public static ChatGatewayClient For(ScriptedServer server, Action<ChatGatewayOptions>? configure = null) => For(server.Endpoint, configure);

    public static ChatGatewayClient For(Uri endpoint, Action<ChatGatewayOptions>? configure = null)
    {
        var options = new ChatGatewayOptions { ApiKey = Key, Endpoints = [endpoint], Resilience = { MaxRetries = 0 } };
        configure?.Invoke(options);
        return new ChatGatewayClient(options);
    }

    public static ChatCompletionRequest Request(string model = "gpt-4o-mini", string text = "Hello") =>
        new() { Model = model, Messages = [ChatRequestMessage.User(text)] };

    public static async Task<List<ChatCompletionChunk>> ReadAllAsync(this IAsyncEnumerable<ChatCompletionChunk> stream)
    {
        List<ChatCompletionChunk> chunks = [];
        await foreach (ChatCompletionChunk chunk in stream) chunks.Add(chunk);
        return chunks;
    }
}

using System.Text;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;

namespace ChatGateway.Tests.Wire;

/// <summary>The same answer over a real socket as a whole and as the one chunk of a stream; <c>MESSAGE</c> stands for the member's name.</summary>
internal static class BothWays
{
    /// <summary>Asks for a whole answer, or for a stream whose chunks are put together.</summary>
    public static Task<ChatCompletion> CompleteAsync(string json, bool streamed) => streamed
        ? SendAsync(Encoding.UTF8.GetBytes($"data: {json.Replace("MESSAGE", "delta", StringComparison.Ordinal)}\n\ndata: [DONE]\n\n"), "text/event-stream", streamed)
        : SendAsync(Encoding.UTF8.GetBytes(json.Replace("MESSAGE", "message", StringComparison.Ordinal)), "application/json", streamed);

    /// <summary>The same with a body of the test's own.</summary>
    public static async Task<ChatCompletion> SendAsync(byte[] body, string contentType, bool streamed, params (string Name, string Value)[] headers)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, body, contentType, headers: headers));
        using ChatGatewayClient client = TestClient.For(server);
        return streamed
            ? await client.CompleteChatStreamingAsync(TestClient.Request()).ToChatCompletionAsync()
            : await client.CompleteChatAsync(TestClient.Request());
    }
}

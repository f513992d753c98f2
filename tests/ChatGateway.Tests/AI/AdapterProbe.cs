using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using ChatGateway.Tests.Wire;
using Microsoft.Extensions.AI;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>Calls through the adapter over a socket: what was sent, and what came of an answer.</summary>
internal static class AdapterProbe
{
    public const string Model = "gpt-4o-mini";

    /// <summary>The body of the request that messages and options make.</summary>
    public static async Task<JObject> SentAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, string model = Model)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server);
        await client.AsIChatClient(model).GetResponseAsync(messages, options);
        return JObject.Parse(server.Requests[0].Body);
    }

    /// <summary>The messages of that request, as JSON without blanks.</summary>
    public static async Task<string[]> MessagesAsync(params ChatMessage[] messages) =>
        [.. (await SentAsync(messages))["messages"]!.Select(message => message.ToString(Newtonsoft.Json.Formatting.None))];

    public static Task<JObject> SentAsync(ChatOptions options, string model = Model) => SentAsync([new ChatMessage(ChatRole.User, "Hello")], options, model);

    /// <summary>What a call that must not send anything throws, at the call.</summary>
    public static TException Refused<TException>(IEnumerable<ChatMessage> messages, ChatOptions? options = null)
        where TException : Exception
    {
        using ChatGatewayClient client = TestClient.For(new Uri("http://127.0.0.1:9/v1"));
        IChatClient chat = client.AsIChatClient(Model);
        var whole = Assert.ThrowsAny<TException>(() => { _ = chat.GetResponseAsync(messages, options); });
        var streamed = Assert.ThrowsAny<TException>(() => { _ = chat.GetStreamingResponseAsync(messages, options); });
        Assert.Equal(whole.Message, streamed.Message);
        return whole;
    }

    /// <summary>The response to a whole answer.</summary>
    public static async Task<ChatResponse> AnsweredAsync(string body, ChatOptions? options = null)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, body));
        using ChatGatewayClient client = TestClient.For(server);
        return await client.AsIChatClient(Model).GetResponseAsync("Hello", options);
    }

    /// <summary>The response to an answer with this message.</summary>
    public static Task<ChatResponse> SaidAsync(string message, string finishReason = "stop") =>
        AnsweredAsync($$"""{"id":"c1","created":1,"model":"m","choices":[{"index":0,"message":{{message}},"finish_reason":"{{finishReason}}"}]}""");

    /// <summary>The updates of a stream of these events.</summary>
    public static Task<List<ChatResponseUpdate>> StreamedAsync(params string[] events) => UpdatesAsync(ScriptedServer.Sse([.. events, "[DONE]"]));

    /// <summary>The updates of a stream of these deltas of the first choice; the last has the finish reason.</summary>
    public static Task<List<ChatResponseUpdate>> DeltasAsync(string finishReason, params string[] deltas) => StreamedAsync([
        .. deltas.Select((delta, i) =>
            $$"""{"id":"c1","created":1,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{(i == deltas.Length - 1 ? $"\"{finishReason}\"" : "null")}}}]}"""),
    ]);

    /// <summary>The updates of a stored stream.</summary>
    public static Task<List<ChatResponseUpdate>> SampleAsync(string name) =>
        UpdatesAsync(Answers.Body(200, WireSample.Bytes($"stream/{name}"), name.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "text/event-stream"));

    public static async Task<List<ChatResponseUpdate>> ReadAllAsync(this IAsyncEnumerable<ChatResponseUpdate> stream)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in stream) updates.Add(update);
        return updates;
    }

    public static IEnumerable<T> Contents<T>(this IEnumerable<ChatResponseUpdate> updates)
        where T : AIContent => updates.SelectMany(update => update.Contents).OfType<T>();

    private static async Task<List<ChatResponseUpdate>> UpdatesAsync(ScriptedStep step)
    {
        await using ScriptedServer server = ScriptedServer.Start(step);
        using ChatGatewayClient client = TestClient.For(server);
        return await client.AsIChatClient(Model).GetStreamingResponseAsync("Hello").ReadAllAsync();
    }
}

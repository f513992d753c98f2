using System.Globalization;
using System.Text.Json.Nodes;
using ChatGateway.Tests.Servers;

namespace ChatGateway.Tests.Cli;

/// <summary>Chunks as another OpenAI-compatible server would send them.</summary>
internal static class Chunks
{
    public const string Stop = """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"llama-3","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    public const string Usage = """
        {"id":"c1","object":"chat.completion.chunk","created":1,"model":"llama-3","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}
        """;

    public static string Text(string text) => Delta("content", JsonValue.Create(text).ToJsonString());

    /// <summary>A chunk with one member of the delta, given as JSON.</summary>
    public static string Delta(string member, string json) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"llama-3","choices":[{"index":0,"delta":{"{{{member}}}":{{{json}}}},"finish_reason":null}]}""");

    /// <summary>A whole answer.</summary>
    public static ScriptedStep Answer(params string[] texts) => ScriptedServer.Sse([.. texts.Select(Text), Stop, Usage, "[DONE]"]);

    /// <summary>Begins an answer and leaves the rest to the test.</summary>
    public static async Task BeginAsync(ScriptedConnection connection, params string[] texts)
    {
        await connection.ReadRequestAsync();
        await connection.SendHeadAsync(200, ("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked"));
        foreach (string text in texts) await connection.SendChunkAsync($"data: {Text(text)}\n\n");
    }
}

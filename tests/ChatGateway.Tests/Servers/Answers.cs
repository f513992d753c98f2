using System.Globalization;

namespace ChatGateway.Tests.Servers;

/// <summary>Answers that many tests need.</summary>
internal static class Answers
{
    public const string Completion = """{"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""";

    /// <summary>How long a script, or its test, waits for the other side before the test is lost.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A step that answers with a body as it stands, whole or in pieces of one byte.</summary>
    public static ScriptedStep Body(int status, byte[] body, string contentType, bool byteByByte = false, params (string Name, string Value)[] headers) => async connection =>
    {
        await connection.ReadRequestAsync();
        string length = body.Length.ToString(CultureInfo.InvariantCulture);
        await connection.SendHeadAsync(status, [("Content-Type", contentType), ("Content-Length", length), .. headers]);
        if (!byteByByte)
        {
            await connection.SendAsync(body);
            return;
        }
        for (int i = 0; i < body.Length; i++) await connection.SendAsync(body.AsMemory(i, 1));
    };

    /// <summary>A step that begins an event stream and leaves its events, and its end, to the test.</summary>
    public static ScriptedStep EventStream(Func<ScriptedConnection, Task> body) => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendHeadAsync(200, ("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked"));
        await body(connection);
    };

    /// <summary>A stream of two chunks, "one" and "two", of which the second waits.</summary>
    public static ScriptedStep TwoChunks(Task between) => EventStream(async connection =>
    {
        await connection.SendChunkAsync($"data: {Chunk("one")}\n\n");
        await between.WaitAsync(Patience);
        await connection.SendChunkAsync($"data: {Chunk("two", "stop")}\n\ndata: [DONE]\n\n");
        await connection.EndChunkedAsync();
    });

    public static string Chunk(string content, string? finishReason = null) =>
        $$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"{{content}}"},"finish_reason":{{(finishReason is null ? "null" : $"\"{finishReason}\"")}}}]}""";
}

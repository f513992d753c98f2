using System.Text;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Streaming;

/// <summary>What a consumer gets of one stream over a real socket: its chunks, and how it ended.</summary>
internal sealed class StreamOutcome
{
    private readonly List<ChatCompletionChunk> _chunks = [];

    public IReadOnlyList<ChatCompletionChunk> Chunks => _chunks;

    /// <summary>The texts of the chunks that have one.</summary>
    public IEnumerable<string> Texts => _chunks.Select(chunk => chunk.Text).OfType<string>();

    /// <summary>Null when the stream ended well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>How often the request was sent; the client retries as by default.</summary>
    public int Sends { get; private set; }

    /// <summary>A step that sends bytes as an event stream and ends it in order.</summary>
    public static ScriptedStep Body(string body, bool byteByByte = false, string contentType = "text/event-stream") =>
        Answers.Body(200, Encoding.UTF8.GetBytes(body), contentType, byteByByte);

    /// <summary>Reads the stream that a body makes.</summary>
    public static Task<StreamOutcome> OfAsync(string body, bool byteByByte = false) => OfAsync(Body(body, byteByByte));

    /// <summary>Reads the stream that a step makes.</summary>
    /// <param name="step">Sends it.</param>
    /// <param name="configure">Changes the client's options.</param>
    /// <param name="chunkCame">Is told of each chunk.</param>
    public static async Task<StreamOutcome> OfAsync(ScriptedStep step, Action<ChatGatewayOptions>? configure = null, Action<ChatCompletionChunk>? chunkCame = null)
    {
        await using ScriptedServer server = ScriptedServer.Start(step);
        using ChatGatewayClient client = Fast.Client(server, configure);
        var outcome = new StreamOutcome();
        try
        {
            await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync("m", "Hello"))
            {
                outcome._chunks.Add(chunk);
                chunkCame?.Invoke(chunk);
            }
        }
        catch (Exception e) when (e is ChatGatewayException or OperationCanceledException)
        {
            outcome.Failure = e;
        }
        outcome.Sends = server.Requests.Count;
        return outcome;
    }

    /// <summary>The stream ended well with these texts.</summary>
    public void AssertComplete(params string[] texts)
    {
        Assert.Null(Failure);
        Assert.Equal(texts, Texts);
        Assert.Equal(1, Sends);
    }

    /// <summary>The stream failed after these texts, which its partial answer holds, and was not asked for again.</summary>
    public GatewayStreamException AssertFailed(GatewayStreamFailure reason, params string[] texts)
    {
        var error = Assert.IsType<GatewayStreamException>(Failure);
        Assert.Equal(reason, error.Reason);
        Assert.Equal(texts, Texts);
        Assert.Equal(string.Concat(texts), error.Partial?.Text ?? "");
        Assert.Equal(1, Sends);
        return error;
    }

    /// <summary>The answer was refused before its first chunk, and was not asked for again.</summary>
    public TException AssertRefused<TException>()
        where TException : ChatGatewayException
    {
        var error = Assert.IsType<TException>(Failure);
        Assert.Empty(Chunks);
        Assert.Equal(1, Sends);
        return error;
    }
}

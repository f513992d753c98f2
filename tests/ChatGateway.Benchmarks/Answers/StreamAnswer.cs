using System.Text;

namespace ChatGateway.Benchmarks.Answers;

/// <summary>A streamed answer: a chunk with the role, text, a finish reason, usage, and the end marker.</summary>
internal sealed class StreamAnswer
{
    private const int ChunksWithoutText = 3;
    private const int PromptTokens = 24;
    private const int Alternatives = 1;

    /// <param name="chunks">How many chunks the answer has, those without text among them.</param>
    /// <param name="isRich">Whether each has log probabilities, the service tier and a member that no client declares.</param>
    public StreamAnswer(int chunks, bool isRich = false)
    {
        Chunks = chunks;
        IsRich = isRich;
        Deltas = chunks - ChunksWithoutText;
        LogprobSum = isRich ? Enumerable.Range(0, Deltas).Sum(AnswerJson.Logprob) : 0;
        TopLogprobs = isRich ? Deltas * Alternatives : 0;
        Bytes = Events().Sum(data => (long)data.Length);
    }

    public int Chunks { get; }

    public bool IsRich { get; }

    public int Deltas { get; }

    public double LogprobSum { get; }

    public int TopLogprobs { get; }

    public int TotalTokens => PromptTokens + Deltas;

    /// <summary>The length of the body, without the framing of HTTP.</summary>
    public long Bytes { get; }

    /// <summary>The events as they travel, each with the blank line that ends it.</summary>
    public IEnumerable<byte[]> Events()
    {
        yield return Event(Chunk(Choice("""{"role":"assistant","content":"","refusal":null}""", "", null)));
        for (int i = 0; i < Deltas; i++) yield return Event(TextChunk(i));
        yield return Event(Chunk(Choice("{}", "", "stop")));
        yield return Event(Chunk("", AnswerJson.Usage(PromptTokens, Deltas)));
        yield return Event("[DONE]");
    }

    /// <summary>The JSON of one chunk with text.</summary>
    public string TextChunk(int index)
    {
        string logprobs = IsRich ? $$""","logprobs":{"content":[{{AnswerJson.TokenLogprob(index, Alternatives)}}],"refusal":null}""" : "";
        return Chunk(Choice($$"""{"content":{{AnswerJson.Text(TokenTexts.At(index))}}}""", logprobs, null));
    }

    private string Chunk(string choices, string usage = "null")
    {
        string tier = IsRich ? "\"service_tier\":\"default\"," : "";
        string unknown = IsRich ? ",\"obfuscation\":\"Jk3xQ9\"" : "";
        return $$"""{"id":"chatcmpl-CGt5Zx0bJ7qkL2mN4pR8sV1w","object":"chat.completion.chunk","created":1760000000,"model":"{{AnswerJson.Model}}",{{tier}}"system_fingerprint":"fp_560af6e559","choices":[{{choices}}],"usage":{{usage}}{{unknown}}}""";
    }

    private static string Choice(string delta, string logprobs, string? finishReason) =>
        $$"""{"index":0,"delta":{{delta}}{{logprobs}},"finish_reason":{{(finishReason is null ? "null" : $"\"{finishReason}\"")}}}""";

    private static byte[] Event(string data) => Encoding.UTF8.GetBytes($"data: {data}\n\n");
}

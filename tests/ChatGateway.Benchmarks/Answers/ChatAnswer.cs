using System.Text;

namespace ChatGateway.Benchmarks.Answers;

/// <summary>A whole answer, with log probabilities or without.</summary>
internal sealed class ChatAnswer
{
    private const int PromptTokens = 24;

    /// <summary>About 700 bytes, as a short answer is.</summary>
    public static ChatAnswer Short => field ??= new(tokens: 25, alternatives: null);

    /// <summary>About 206 KB, as an answer with the five most likely tokens of each place is.</summary>
    public static ChatAnswer WithLogprobs => field ??= new(tokens: 462, alternatives: 5);

    private ChatAnswer(int tokens, int? alternatives)
    {
        Text = TokenTexts.Join(tokens);
        TotalTokens = PromptTokens + tokens;
        Logprobs = alternatives is null ? 0 : tokens;
        LogprobSum = alternatives is null ? 0 : Enumerable.Range(0, tokens).Sum(AnswerJson.Logprob);
        TopLogprobs = tokens * (alternatives ?? 0);
        string logprobs = alternatives is { } count
            ? $$"""{"content":[{{string.Join(',', Enumerable.Range(0, tokens).Select(index => AnswerJson.TokenLogprob(index, count)))}}],"refusal":null}"""
            : "null";
        Body = Encoding.UTF8.GetBytes(
            $$"""{"id":"chatcmpl-CGt5Zx0bJ7qkL2mN4pR8sV1w","object":"chat.completion","created":1760000000,"model":"{{AnswerJson.Model}}","choices":[{"index":0,"message":{"role":"assistant","content":{{AnswerJson.Text(Text)}},"refusal":null,"annotations":[]},"logprobs":{{logprobs}},"finish_reason":"stop"}],"usage":{{AnswerJson.Usage(PromptTokens, tokens)}},"service_tier":"default","system_fingerprint":"fp_560af6e559"}""");
    }

    public string Text { get; }

    public int TotalTokens { get; }

    /// <summary>How many tokens have log probabilities; 0 when none were asked for.</summary>
    public int Logprobs { get; }

    public double LogprobSum { get; }

    public int TopLogprobs { get; }

    public byte[] Body { get; }
}

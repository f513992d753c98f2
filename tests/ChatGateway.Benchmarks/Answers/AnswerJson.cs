using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace ChatGateway.Benchmarks.Answers;

/// <summary>Pieces of the answers' JSON, written as OpenAI's servers do: Chinese as it is, numbers with all their digits.</summary>
internal static class AnswerJson
{
    public const string Model = "gpt-4o-mini-2024-07-18";

    /// <summary>Without a serializer, whose start would weigh on the cold start of every peer.</summary>
    public static string Text(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    /// <summary>A token's natural logarithm of the probability; sums of them are compared.</summary>
    public static double Logprob(int index) => -0.000031281633 - (index % 97 * 0.013797);

    /// <summary>One member of <c>logprobs.content</c>.</summary>
    public static string TokenLogprob(int index, int alternatives)
    {
        IEnumerable<string> top = Enumerable.Range(0, alternatives).Select(rank => $"{{{Token(index + rank, Logprob(index) - rank)}}}");
        return $$"""{{{Token(index, Logprob(index))}},"top_logprobs":[{{string.Join(',', top)}}]}""";
    }

    public static string Usage(int promptTokens, int completionTokens) =>
        $$$"""{"prompt_tokens":{{{promptTokens}}},"completion_tokens":{{{completionTokens}}},"total_tokens":{{{promptTokens + completionTokens}}},"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""";

    private static string Token(int index, double logprob)
    {
        string text = TokenTexts.At(index);
        return $"\"token\":{Text(text)},\"logprob\":{logprob.ToString("R", CultureInfo.InvariantCulture)},\"bytes\":[{string.Join(',', Encoding.UTF8.GetBytes(text))}]";
    }
}

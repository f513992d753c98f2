using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>The small things around an answer's contents.</summary>
internal static class AnswerHeads
{
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>When an answer was made; null where nothing that can be a time was said: relays send 0, and milliseconds.</summary>
    public static DateTimeOffset? CreatedAt(long? seconds) =>
        seconds is { } known && known > 0 && known <= MaxSeconds ? DateTimeOffset.FromUnixTimeSeconds(known) : null;

    /// <summary>Why a model stopped; words that nobody knows pass as they are.</summary>
    public static ChatFinishReason? FinishReasonOf(FinishReason? reason)
    {
        if (reason is not { Value.Length: > 0 } known) return null;
        return known == FinishReason.FunctionCall ? ChatFinishReason.ToolCalls : new ChatFinishReason(known.Value);
    }

    public static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

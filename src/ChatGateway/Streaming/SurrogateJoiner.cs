namespace ChatGateway;

/// <summary>
/// Keeps a character whole that a server splits over two chunks: the first half of a surrogate pair is held back and comes with
/// the next piece of its text. Printed alone, it would be a replacement character.
/// </summary>
internal sealed class SurrogateJoiner
{
    // hardly any stream has one
    private Dictionary<(int Choice, string Text), char>? _halves;
    private ChatCompletionChunk? _last;

    /// <summary>The chunk, or one with whole characters.</summary>
    public ChatCompletionChunk Join(ChatCompletionChunk chunk)
    {
        // nearly always
        if (_halves is not { Count: > 0 } && !EndsInHalf(chunk)) return chunk;
        _last = chunk;
        _halves ??= [];
        return chunk with { Choices = [.. chunk.Choices.Select(Join)] };
    }

    /// <summary>The halves that no other followed, as the stream's last chunk; null when there are none.</summary>
    public ChatCompletionChunk? Flush()
    {
        if (_halves is not { Count: > 0 }) return null;
        int[] choices = [.. _halves.Keys.Select(half => half.Choice).Distinct().Order()];
        ChatCompletionChunk rest = _last! with
        {
            Usage = null,
            XGroq = null,
            Choices = [.. choices.Select(index => Join(new ChatCompletionChunkChoice { Index = index }, index, isLast: true))],
        };
        return rest;
    }

    private static bool EndsInHalf(ChatCompletionChunk chunk)
    {
        IReadOnlyList<ChatCompletionChunkChoice> choices = chunk.Choices;
        for (int i = 0; i < choices.Count; i++)
        {
            ChatCompletionDelta delta = choices[i].Delta;
            if (EndsInHalf(PlainText(delta)) || EndsInHalf(delta.Refusal) || EndsInHalf(delta.ReasoningContent) || EndsInHalf(delta.ReasoningText)) return true;
        }
        return false;
    }

    private static bool EndsInHalf(string? text) => text is [.., var last] && char.IsHighSurrogate(last);

    private static string? PlainText(ChatCompletionDelta delta) => delta.Content is { IsParts: false } content ? content.Text : null;

    private ChatCompletionChunkChoice Join(ChatCompletionChunkChoice choice, int position) =>
        Join(choice, choice.Index ?? position, isLast: choice.FinishReason is { Value.Length: > 0 });

    private ChatCompletionChunkChoice Join(ChatCompletionChunkChoice choice, int index, bool isLast)
    {
        ChatCompletionDelta delta = choice.Delta;
        string? content = PlainText(delta);
        // parts are left as they are: a half that waits comes with the next text, or at the end
        string? joined = delta.Content is { IsParts: true } ? null : Join((index, nameof(delta.Content)), content, isLast);
        return choice with
        {
            // what is given as the delta, whole
            Message = null,
            Delta = delta with
            {
                Content = joined is null || ReferenceEquals(joined, content) ? delta.Content : joined,
                Refusal = Join((index, nameof(delta.Refusal)), delta.Refusal, isLast),
                ReasoningContent = Join((index, nameof(delta.ReasoningContent)), delta.ReasoningContent, isLast),
                ReasoningText = Join((index, nameof(delta.ReasoningText)), delta.ReasoningText, isLast),
            },
        };
    }

    private string? Join((int Choice, string Text) place, string? text, bool isLast)
    {
        if ((isLast || !string.IsNullOrEmpty(text)) && _halves!.Remove(place, out char half)) text = half + text;
        if (isLast || !EndsInHalf(text)) return text;
        _halves![place] = text![^1];
        return text[..^1];
    }
}

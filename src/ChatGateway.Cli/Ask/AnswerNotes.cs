using System.Text;

namespace ChatGateway.Cli;

/// <summary>Collects what is worth a line on stderr after an answer.</summary>
internal sealed class AnswerNotes
{
    private readonly StringBuilder _refusal = new();
    private TokenUsage? _usage;
    private FinishReason? _finish;
    private string? _model;

    public void Add(ChatCompletionChunk chunk)
    {
        // counts are totals so far, so the last ones are those of the answer
        _usage = chunk.Usage ?? _usage;
        if (_model is null && chunk.Model is { Length: > 0 } model) _model = model;
        if (chunk.Choices is not [{ } choice, ..]) return;
        _refusal.Append(choice.Delta?.Refusal);
        _finish = choice.FinishReason ?? _finish;
    }

    public void Write(CliConsole console, bool withUsage)
    {
        if (_refusal.Length > 0) console.WriteNote($"the model refused: {_refusal}");
        if (_finish == FinishReason.Length) console.WriteNote("the answer ends at the token limit and may be incomplete");
        if (_finish == FinishReason.ContentFilter) console.WriteNote("a content filter withheld the rest of the answer");
        if (withUsage && _usage is { } usage)
        {
            string from = _model is null ? "" : $"{_model}: ";
            console.WriteNote($"{from}{usage.PromptTokens ?? 0} prompt + {usage.CompletionTokens ?? 0} completion tokens");
        }
    }
}

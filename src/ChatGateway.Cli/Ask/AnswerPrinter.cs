namespace ChatGateway.Cli;

/// <summary>Prints the text of an answer: no reasoning, nothing added but a line break at its end.</summary>
internal sealed class AnswerPrinter(TextWriter output) : IChunkPrinter
{
    private char _last = '\n';

    public void Print(ChatCompletionChunk chunk)
    {
        if (chunk.Text is not { Length: > 0 } text) return;
        output.Write(text);
        _last = text[^1];
    }

    public void End()
    {
        if (_last == '\n') return;
        output.Write('\n');
        _last = '\n';
    }
}

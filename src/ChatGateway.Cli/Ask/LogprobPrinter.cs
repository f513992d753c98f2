namespace ChatGateway.Cli;

/// <summary>
/// Prints the text of an answer, each token in the colour of the model's confidence in it: green above 90 %, yellow above 50 %, red below.
/// Tokens for which the gateway gives no probability keep the terminal's colour.
/// </summary>
internal sealed class LogprobPrinter(TextWriter output) : IChunkPrinter
{
    private const double Sure = 0.9;
    private const double Likely = 0.5;

    private const string Green = "\u001b[32m";
    private const string Yellow = "\u001b[33m";
    private const string Red = "\u001b[31m";
    private const string Reset = "\u001b[0m";

    private readonly AnswerPrinter _plain = new(output);

    public void Print(ChatCompletionChunk chunk)
    {
        double? logprob = chunk.Choices is [{ Logprobs.Content: { Count: > 0 } tokens }, ..] && string.Concat(tokens.Select(part => part.Token)) == chunk.Text
            ? tokens.Min(part => part.Logprob ?? double.NegativeInfinity)
            : null;
        if (logprob is null || chunk.Text is not { Length: > 0 })
        {
            _plain.Print(chunk);
            return;
        }
        output.Write(ColourOf(Math.Exp(logprob.Value)));
        _plain.Print(chunk);
        output.Write(Reset);
    }

    public void End() => _plain.End();

    private static string ColourOf(double probability) => probability > Sure ? Green : probability > Likely ? Yellow : Red;
}

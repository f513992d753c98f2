using System.CommandLine;

namespace ChatGateway.Cli;

/// <summary><c>chatgw embed</c>: its arguments and options.</summary>
internal static class EmbedCommand
{
    private const string DefaultModel = "text-embedding-3-small";

    /// <summary>How many texts a request takes: far below the gateways' bounds, and an answer of a few hundred kilobytes.</summary>
    private const int TextsInARequest = 64;

    public static Command Create(CliEnvironment environment, CliConsole console)
    {
        var text = new Argument<string[]>("text") { Description = "One text. Without it each line that is piped in is a text.", Arity = ArgumentArity.ZeroOrMore };
        var model = new Option<string>("--model") { Description = $"The model. [default: {DefaultModel}]", HelpName = "id" };
        var dimensions = new Option<int?>("--dimensions")
        {
            Description = "How many numbers a vector has. [default: the model's]",
            HelpName = "number",
            CustomParser = OptionParsers.Number("--dimensions", 1, int.MaxValue),
        };
        var options = new ConnectionOptions();

        var command = new Command("embed", "Makes vectors of texts, and prints them as JSON, one a line in the order of the texts.") { text, model, dimensions, options.Endpoint, options.Tier, options.AllowInsecureHttp };
        command.SetAction((parsed, cancellationToken) => ErrorReport.RunAsync(console, async () =>
        {
            IReadOnlyList<string> words = PromptWords.Of(parsed, text);
            string[] texts = words.Count > 0 ? OneText(words) : Lines(await console.ReadInputAsync(cancellationToken));
            if (texts.Length == 0) throw new UsageException("there is nothing to embed: write a text, or pipe lines in");
            await using Connection connection = await Connection.OpenAsync(environment, options.Of(parsed), console, cancellationToken);
            ModelId asked = parsed.GetValue(model) ?? DefaultModel;
            await ProgressBar.RunAsync(console, "texts", texts.Length, async report =>
            {
                int done = 0;
                foreach (string[] part in texts.Chunk(TextsInARequest))
                {
                    var request = new EmbeddingRequest { Model = asked, Input = EmbeddingInput.FromStrings(part), Dimensions = parsed.GetValue(dimensions) };
                    EmbeddingResponse answer = await connection.Client.GenerateEmbeddingsAsync(request, cancellationToken);
                    for (int i = 0; i < part.Length; i++) EmbeddingJson.Write(done + i, part[i], answer.Data[i].Vector, console.Out);
                    done += part.Length;
                    report(done);
                }
            });
            return ExitCode.Ok;
        }));
        return command;
    }

    // words that are all blank, as of an empty variable, are no text either; they are no reason to read stdin, which may be another's
    private static string[] OneText(IReadOnlyList<string> words) => words.All(string.IsNullOrWhiteSpace) ? [] : [string.Join(' ', words)];

    // an empty line is no text: gateways refuse it
    private static string[] Lines(string input) =>
        input.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

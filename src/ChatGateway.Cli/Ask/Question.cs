namespace ChatGateway.Cli;

/// <summary>One question and its answer.</summary>
internal sealed class Question(CliEnvironment environment, CliConsole console)
{
    /// <summary>A model that free keys may use often, and every gateway of OpenAI's models knows.</summary>
    public const string DefaultModel = "gpt-4o-mini";

    public async Task<ExitCode> AskAsync(AskOptions options, CancellationToken cancellationToken)
    {
        string prompt = PromptText.Join(options.Words, await console.ReadInputAsync(cancellationToken));
        await using Connection connection = await Connection.OpenAsync(environment, options.Connection, console, cancellationToken);
        IAsyncEnumerable<ChatCompletionChunk> answer = connection.Client.CompleteChatStreamingAsync(
            RequestFor(options, prompt), new RequestOptions { Timeout = options.Timeout }, cancellationToken);

        var notes = new AnswerNotes();
        IChunkPrinter printer = options switch
        {
            { Json: true } => new JsonLinesPrinter(console.Out),
            { Logprobs: true } when environment.HasColours => new LogprobPrinter(console.Out),
            _ => new AnswerPrinter(console.Out),
        };
        try
        {
            await foreach (ChatCompletionChunk chunk in answer)
            {
                notes.Add(chunk);
                printer.Print(chunk);
            }
        }
        finally
        {
            // also when the answer was cut: the error, or the shell's prompt, shall begin on a line of its own
            printer.End();
        }
        notes.Write(console, withUsage: !options.Quiet);
        return ExitCode.Ok;
    }

    private ChatCompletionRequest RequestFor(AskOptions options, string prompt) => new()
    {
        Model = options.Model ?? environment.Model ?? DefaultModel,
        Messages = options.System is { } system
            ? [ChatRequestMessage.System(system), ChatRequestMessage.User(prompt)]
            : [ChatRequestMessage.User(prompt)],
        Logprobs = options.Logprobs ? true : null,
        // servers that know no stream_options can still be asked, quietly
        StreamOptions = options.Quiet ? null : new StreamOptions { IncludeUsage = true },
    };
}

namespace ChatGateway.Cli;

/// <summary>A conversation: what was said, with which model, under which instructions.</summary>
internal sealed class ChatSession(ChatGatewayClient client, CliConsole console, ModelId model, string? system)
{
    private readonly List<ChatRequestMessage> _said = [];
    private ModelId _model = model;
    private string? _system = system;

    /// <summary>The exit code of the first answer that failed.</summary>
    /// <value><see cref="ExitCode.Ok"/> while none has.</value>
    public ExitCode FirstFailure { get; private set; }

    public void Greet() => console.WriteNote($"{_model}; /help lists the commands, Ctrl-D ends");

    /// <summary>Obeys a command, or asks.</summary>
    /// <returns>Whether the session goes on.</returns>
    public async Task<bool> HandleAsync(string line, CancellationToken cancellationToken)
    {
        if (line.Length == 0) return true;
        if (!line.StartsWith('/'))
        {
            await AskAsync(line, cancellationToken);
            return true;
        }
        string[] words = line.Split(' ', 2, StringSplitOptions.TrimEntries);
        return Obey(words[0], words.Length > 1 && words[1].Length > 0 ? words[1] : null);
    }

    private bool Obey(string command, string? argument)
    {
        switch (command)
        {
            case "/exit":
                return false;
            case "/help":
                console.WriteNote("/model [id] shows or sets the model; /system [text] sets or takes away the instructions");
                console.WriteNote("/undo takes back the last question and its answer; /clear forgets all; /exit ends");
                break;
            case "/model":
                if (argument is not null) _model = argument;
                console.WriteNote($"model: {_model}");
                break;
            case "/system":
                _system = argument;
                console.WriteNote(argument is null ? "no instructions" : "instructions set");
                break;
            case "/undo":
                Undo();
                break;
            case "/clear":
                _said.Clear();
                console.WriteNote("forgotten");
                break;
            default:
                console.WriteNote($"there is no {command}; /help lists the commands");
                break;
        }
        return true;
    }

    private void Undo()
    {
        int question = _said.FindLastIndex(message => message.Role == MessageRole.User);
        if (question < 0)
        {
            console.WriteNote("there is nothing to take back");
            return;
        }
        _said.RemoveRange(question, _said.Count - question);
        console.WriteNote($"taken back; {_said.Count} messages remain");
    }

    private async Task AskAsync(string text, CancellationToken cancellationToken)
    {
        var printer = new AnswerPrinter(console.Out);
        var notes = new AnswerNotes();
        var answer = new ChatCompletionAccumulator();
        try
        {
            await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync(RequestFor(text), cancellationToken))
            {
                notes.Add(chunk);
                answer.Add(chunk);
                printer.Print(chunk);
            }
            printer.End();
            notes.Write(console, withUsage: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            printer.End();
            console.WriteNote("stopped; what has come is remembered");
        }
        catch (Exception e) when (e is ChatGatewayException or ArgumentException)
        {
            printer.End();
            // as if it had not been asked
            console.WriteNote(ErrorReport.Describe(e)!);
            if (FirstFailure == ExitCode.Ok) FirstFailure = ExitCodes.Of(e);
            return;
        }
        _said.Add(ChatRequestMessage.User(text));
        if (answer.ToChatCompletion().Text is { Length: > 0 } said) _said.Add(ChatRequestMessage.Assistant(said));
    }

    private ChatCompletionRequest RequestFor(string text) => new()
    {
        Model = _model,
        Messages = [.. _system is { } instructions ? [ChatRequestMessage.System(instructions)] : (ChatRequestMessage[])[], .. _said, ChatRequestMessage.User(text)],
    };
}

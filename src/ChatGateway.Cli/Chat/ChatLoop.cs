namespace ChatGateway.Cli;

/// <summary>
/// Reads lines until the input ends. Ctrl-C stops an answer; at the prompt, twice in a row, it ends the session. Where nobody types, the first
/// failure is what the session returns.
/// </summary>
internal sealed class ChatLoop(ChatSession session, CliConsole console)
{
    public async Task<ExitCode> RunAsync()
    {
        using var interruption = new Interruption();
        session.Greet();
        bool isLeaving = false;
        while (true)
        {
            console.WritePrompt("> ");
            string? line;
            try
            {
                line = await console.ReadLineAsync(interruption.Token);
            }
            catch (OperationCanceledException)
            {
                if (isLeaving) return ExitCode.Cancelled;
                isLeaving = true;
                interruption.Renew();
                console.WriteNote("Ctrl-C again, Ctrl-D or /exit ends the chat");
                continue;
            }
            isLeaving = false;
            if (line is null || !await session.HandleAsync(line.Trim(), interruption.Token)) return console.IsTyped ? ExitCode.Ok : session.FirstFailure;
            interruption.Renew();
        }
    }
}

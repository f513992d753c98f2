namespace ChatGateway.Cli;

/// <summary>Runs a command and puts what it throws into a line on stderr and an exit code.</summary>
internal static class ErrorReport
{
    public static async Task<int> RunAsync(CliConsole console, Func<Task<ExitCode>> command)
    {
        try
        {
            return (int)await command();
        }
#pragma warning disable CA1031 // a user of a tool wants a message, not a stack trace
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (Describe(e) is { } message) console.WriteNote(message);
            return (int)ExitCodes.Of(e);
        }
    }

    /// <summary>The message, or null where there is nothing to tell: the user pressed Ctrl-C, the reader of the pipe has left.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        OperationCanceledException or OutputClosedException => null,
        ArgumentException { ParamName: nameof(ChatGatewayOptions.ApiKey) } argument =>
            $"{WithoutParameter(argument)} The key is read from {CliEnvironment.ApiKeyName}.",
        ArgumentException argument => LibraryWords.ToOptions(WithoutParameter(argument)),
        UsageException => exception.Message,
        ChatGatewayException failure => FailureWords.All(failure),
        // a stdout that is closed or open for reading only, of which .NET says that access to a path is denied
        UnauthorizedAccessException => "the answer could not be written: it is closed",
        IOException => $"the answer could not be written: {exception.Message}",
        _ => $"unexpected {exception.GetType().Name}: {exception.Message}",
    };

    // .NET appends the name of a parameter, which means nothing on a command line
    private static string WithoutParameter(ArgumentException exception)
    {
        int end = exception.Message.IndexOf($" (Parameter '{exception.ParamName}')", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}

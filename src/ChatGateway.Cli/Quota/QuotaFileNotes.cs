using Microsoft.Extensions.Logging;

namespace ChatGateway.Cli;

/// <summary>Tells the user what the store of the counts warns of: a file that cannot be used.</summary>
internal sealed class QuotaFileNotes(CliConsole console) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) console.WriteNote(formatter(state, exception));
    }
}

using System.Text;

namespace ChatGateway.Cli;

/// <summary>
/// The process's three streams: UTF-8 without a byte order mark whatever the locale says, each write passed on at once.
/// </summary>
internal sealed class CliConsole : IDisposable
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Func<TextReader>? _openInput;
    private TextReader? _lines;
    private Task<string?>? _line;

    private CliConsole(Stream output, Stream error, Func<TextReader>? openInput)
    {
        Out = Writer(output);
        Error = Writer(error);
        _openInput = openInput;
    }

    /// <summary>For the answer and nothing else.</summary>
    public TextWriter Out { get; }

    /// <summary>For notes, usage and errors. What cannot be written there is dropped.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether somebody types stdin, which otherwise comes from a file or another program.</summary>
    public bool IsTyped => _openInput is null;

    public static CliConsole OfProcess()
    {
        // a Windows terminal shows bytes by its code page
        if (OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding;
        return new CliConsole(
            StandardOutput.Open(),
            StandardError.Open(),
            Console.IsInputRedirected ? StandardInput.Open : null);
    }

    /// <summary>What was piped in, or an empty text when stdin is a terminal.</summary>
    public async Task<string> ReadInputAsync(CancellationToken cancellationToken)
    {
        if (_openInput is null) return "";
        // on a thread of its own: a read of stdin cannot be cancelled, and Ctrl-C must not wait for it
        using TextReader input = _openInput();
        return await Task.Run(input.ReadToEnd, cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>Reads the next line of stdin, piped in or typed; null at its end. Who stops waiting loses no line.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        _lines ??= _openInput?.Invoke() ?? Console.In;
        string? line = await (_line ??= Task.Run(_lines.ReadLine, CancellationToken.None)).WaitAsync(cancellationToken);
        _line = null;
        return line;
    }

    /// <summary>Asks for a line, where somebody types it.</summary>
    public void WritePrompt(string prompt)
    {
        if (IsTyped) Error.Write(prompt);
    }

    /// <summary>Writes a line to stderr, marked with the tool's name.</summary>
    public void WriteNote(string text)
    {
        // a gateway's words could hold sequences that drive the terminal
        string line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        Error.WriteLine($"{CommandLine.ToolName}: {line}");
    }

    public void Dispose()
    {
        Out.Dispose();
        Error.Dispose();
    }

    // AutoFlush keeps the first half of a surrogate pair for the next write, which Flush would turn into a question mark:
    // gateways do cut characters in two
    private static StreamWriter Writer(Stream stream) => new(stream, Encoding) { AutoFlush = true, NewLine = "\n" };
}

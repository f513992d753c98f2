namespace ChatGateway.Tests.Cli;

/// <summary>How a run of the tool ended.</summary>
/// <param name="ExitCode">What the process returned.</param>
/// <param name="Output">Stdout, all of it.</param>
/// <param name="Error">Stderr, all of it.</param>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>The run as a reader of a terminal would note it down, without what differs between runs.</summary>
    public string Transcript(string command) => Scrub($"""
        $ {command}
        --- stdout
        {Output}--- stderr
        {Error}--- exit code
        {ExitCode}
        """);

    private static string Scrub(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, @"127\.0\.0\.1:\d+", "127.0.0.1:PORT");
}

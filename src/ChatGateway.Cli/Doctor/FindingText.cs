namespace ChatGateway.Cli;

/// <summary>Findings as lines for people.</summary>
internal static class FindingText
{
    private const int StatusWidth = 9;
    private const int CheckWidth = 14;

    public static void Write(Finding finding, TextWriter output)
    {
        output.WriteLine(OneLine($"{Word(finding.Status),-StatusWidth}{finding.Check,-CheckWidth}{finding.Seen}"));
        Write("meaning: ", finding.Meaning, output);
        Write("to do: ", finding.Advice, output);
    }

    private static void Write(string label, string text, TextWriter output)
    {
        if (text.Length > 0) output.WriteLine(OneLine($"{new string(' ', StatusWidth)}{label}{text}"));
    }

    // a gateway's words could hold sequences that drive the terminal
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).TrimEnd();

    private static string Word(FindingStatus status) => status switch
    {
        FindingStatus.Failed => "FAILED",
        _ => status.ToString().ToLowerInvariant(),
    };
}

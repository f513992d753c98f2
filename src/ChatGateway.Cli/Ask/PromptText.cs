namespace ChatGateway.Cli;

/// <summary>Makes one prompt of the words on the command line and of what was piped in.</summary>
internal static class PromptText
{
    /// <exception cref="UsageException">There is neither.</exception>
    public static string Join(IReadOnlyList<string> words, string input)
    {
        string question = string.Join(' ', words);
        // the line break at a file's end is not part of what it says
        string material = input.TrimEnd('\r', '\n');
        return (string.IsNullOrWhiteSpace(question), string.IsNullOrWhiteSpace(material)) switch
        {
            (false, false) => $"{question}\n\n{material}",
            (false, true) => question,
            (true, false) => material,
            (true, true) => throw new UsageException("there is nothing to ask: write a prompt, or pipe one in"),
        };
    }
}

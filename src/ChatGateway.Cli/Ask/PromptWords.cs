using System.CommandLine;
using System.CommandLine.Parsing;

namespace ChatGateway.Cli;

/// <summary>The words of the prompt. The parser takes an option that it does not know for one of them; here it is found.</summary>
internal static class PromptWords
{
    /// <exception cref="UsageException">A word looks like an option and does not follow <c>--</c>.</exception>
    public static IReadOnlyList<string> Of(ParseResult command, Argument<string[]> prompt)
    {
        IReadOnlyList<Token> words = command.GetResult(prompt)?.Tokens ?? [];
        // the same text may stand before -- as an option's value, so tokens are told apart by identity
        var literal = command.Tokens
            .SkipWhile(token => token.Type != TokenType.DoubleDash)
            .ToHashSet<Token>(ReferenceEqualityComparer.Instance);
        if (words.FirstOrDefault(word => LooksLikeOption(word.Value) && !literal.Contains(word)) is { } stray)
            throw new UsageException($"there is no option '{stray.Value}'; write -- before words of the prompt that begin with a dash");
        return [.. words.Select(word => word.Value)];
    }

    // "-", "-5" and "- a list" are text
    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-' && (word[1] == '-' || char.IsLetter(word[1]));
}

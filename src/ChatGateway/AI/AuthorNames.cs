using System.Text.RegularExpressions;

namespace ChatGateway;

/// <summary>Authors as a message may name them: servers take letters, digits, _ and -, and refuse a request with any other name.</summary>
internal static partial class AuthorNames
{
    private const int MaxLength = 64;

    /// <summary>What is left of a name; null when that is nothing.</summary>
    public static string? ToName(string? author)
    {
        if (string.IsNullOrEmpty(author)) return null;
        string name = Refused().Replace(author, "");
        if (name.Length > MaxLength) name = name[..MaxLength];
        return name.Length > 0 ? name : null;
    }

    [GeneratedRegex("[^a-zA-Z0-9_-]+")]
    private static partial Regex Refused();
}

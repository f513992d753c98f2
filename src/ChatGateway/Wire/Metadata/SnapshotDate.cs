using System.Text.RegularExpressions;

namespace ChatGateway;

/// <summary>The date at the end of a snapshot's id, in the forms that providers use.</summary>
internal static partial class SnapshotDate
{
    /// <summary>The id without its date; null when it has none.</summary>
    public static string? Without(string id) => Dated().Match(id) is { Success: true } match ? match.Groups[1].Value : null;

    // -2024-11-20, -20251101, -250528, -0613
    [GeneratedRegex(@"^(.+?)-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{6}|\d{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Dated();
}

namespace ChatGateway.Tests.Contract.Diff;

/// <summary>The differences as Markdown, to be read, and to be taken over into CHANGELOG.md.</summary>
internal static class SpecDiffReport
{
    public static string Of(IReadOnlyList<SpecChange> changes)
    {
        if (changes.Count == 0) return "Nothing differs.\n";
        IEnumerable<string> sections =
            from change in changes
            group change by change.Impact into section
            orderby section.Key
            select $"### {Title(section.Key)}\n\n{string.Concat(section.Select(change => $"- `{change.Place}` {change.What}\n"))}";
        return string.Join("\n", sections);
    }

    private static string Title(ChangeImpact impact) => impact switch
    {
        ChangeImpact.Breaking => "Breaking",
        ChangeImpact.Addition => "Added",
        _ => "Changed",
    };
}

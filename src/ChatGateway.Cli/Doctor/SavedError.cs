using System.Text.RegularExpressions;

namespace ChatGateway.Cli;

/// <summary>An error that was saved: a body alone, or a line of a log with a body, a status, an address or a model in it.</summary>
/// <param name="Status">The status; 0 when none was found.</param>
/// <param name="Body">The body, or all of the text.</param>
/// <param name="Address">Where the request went; null when none was found.</param>
/// <param name="Model">The model; null when none was found.</param>
internal sealed partial record SavedError(int Status, string Body, Uri? Address, ModelId? Model)
{
    public static SavedError Read(string text)
    {
        string trimmed = text.Trim();
        // a number in a body means nothing by itself
        (string body, string around) = SavedBody.Split(trimmed);
        return new SavedError(SavedStatus.In(around), body, AddressIn(around), ModelIn(around));
    }

    private static Uri? AddressIn(string text) =>
        AddressPattern().Match(text) is { Success: true } match && Uri.TryCreate(match.Value.TrimEnd('.', ',', ';', ':'), UriKind.Absolute, out Uri? address) ? address : null;

    private static ModelId? ModelIn(string text) => ModelPattern().Match(text) is { Success: true } match ? new ModelId(match.Groups[1].Value.TrimEnd('.', ',', ';', ':')) : (ModelId?)null;

    [GeneratedRegex(@"https?://[^\s""'<>)\]]+", RegexOptions.CultureInvariant)]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"\bmodel\W{1,3}([A-Za-z][\w./:-]*\d[\w./:-]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ModelPattern();
}

using System.Globalization;
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
        bool isBodyAlone = trimmed.StartsWith('{') || trimmed.StartsWith('[') || trimmed.StartsWith('<');
        int start = trimmed.IndexOf('{', StringComparison.Ordinal), end = trimmed.LastIndexOf('}');
        bool holdsJson = !isBodyAlone && start >= 0 && end > start;
        string body = holdsJson ? trimmed[start..(end + 1)] : trimmed;
        // a number in a body means nothing by itself
        string around = isBodyAlone ? "" : holdsJson ? trimmed[..start] + trimmed[(end + 1)..] : trimmed;
        return new SavedError(StatusIn(around), body, AddressIn(around), ModelIn(around));
    }

    private static int StatusIn(string text) => StatusPattern().Match(text) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private static Uri? AddressIn(string text) =>
        AddressPattern().Match(text) is { Success: true } match && Uri.TryCreate(match.Value.TrimEnd('.', ',', ';', ':'), UriKind.Absolute, out Uri? address) ? address : null;

    private static ModelId? ModelIn(string text) => ModelPattern().Match(text) is { Success: true } match ? new ModelId(match.Groups[1].Value.TrimEnd('.', ',', ';', ':')) : (ModelId?)null;

    // "HTTP/1.1 403", "status 403", "status code: 403", "answered by 403", "(403)", or a number of its own
    [GeneratedRegex(@"(?<![\d.:])([1-5]\d\d)(?![\d.]|:\d)", RegexOptions.CultureInvariant)]
    private static partial Regex StatusPattern();

    [GeneratedRegex(@"https?://[^\s""'<>)\]]+", RegexOptions.CultureInvariant)]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"\bmodel\W{1,3}([A-Za-z][\w./:-]*\d[\w./:-]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ModelPattern();
}

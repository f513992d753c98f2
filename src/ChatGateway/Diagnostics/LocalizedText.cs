using System.Globalization;

namespace ChatGateway;

/// <summary>
/// A text in the languages of the library: Chinese where <see cref="CultureInfo.CurrentUICulture"/> is Chinese, English
/// everywhere else. Names in braces, such as <c>{model}</c>, are filled in by <see cref="DiagnosisFacts.Fill"/>.
/// </summary>
internal readonly record struct LocalizedText(string English, string Chinese)
{
    public string Current => IsChinese(CultureInfo.CurrentUICulture.Name) ? Chinese : English;

    // by the name: in invariant mode a culture has no other data
    private static bool IsChinese(string culture) =>
        culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) && (culture.Length == 2 || culture[2] == '-');
}

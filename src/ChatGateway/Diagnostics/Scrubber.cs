using System.Text.RegularExpressions;

namespace ChatGateway;

/// <summary>Takes keys, masked ones too, and adverts out of gateway texts, and bounds their length.</summary>
internal static partial class Scrubber
{
    public const int MaxLength = 1000;

    public static string? Scrub(string? text, string? key)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        // the key may stand where the bound would cut it
        if (!string.IsNullOrEmpty(key)) text = text.Replace(key, "***", StringComparison.Ordinal);
        if (text.Length > 4 * MaxLength) text = text[..(4 * MaxLength)];
        text = KeyNotice().Replace(text, "");
        text = Advert().Replace(text, "");
        text = KeyLike().Replace(text, "***").Trim();
        return text.Length > MaxLength ? string.Concat(text.AsSpan(0, MaxLength), "…") : text;
    }

    // ChatAnywhere ends its texts with the masked key, and sometimes with the number of a chat group
    [GeneratedRegex(@"\s*[（(][^()（）]*ApiKey[^()（）]*[)）]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex KeyNotice();

    [GeneratedRegex("【[^】]*】", RegexOptions.CultureInvariant)]
    private static partial Regex Advert();

    [GeneratedRegex(@"\b(?:sk|xa|gsk|pk)[-*][A-Za-z0-9_\-*]{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex KeyLike();
}

using System.Buffers;
using System.Net;
using System.Text.RegularExpressions;

namespace ChatGateway;

/// <summary>
/// Takes keys, masked ones too, and adverts out of gateway texts, and bounds their length. The time is linear in the text's
/// length, whatever the text: the expressions do not backtrack.
/// </summary>
internal static partial class Scrubber
{
    public const int MaxLength = 1000;

    /// <summary>Of a body, more bytes are never looked at. A character has at most four: these are more characters than the window.</summary>
    public const int MaxBytes = 4 * Window + 4;

    /// <summary>How much is read: more than is shown, since what is taken out makes room.</summary>
    private const int Window = 4 * MaxLength;

    /// <summary>A shorter key is a placeholder for a local server, such as <c>none</c>; without it every text would be full of holes.</summary>
    private const int ShortestKey = 6;

    private const int LongestKey = 512;

    private const string Mask = "***";

    /// <summary>What every notation leaves as it is; nearly all keys consist of it.</summary>
    private static readonly SearchValues<char> PlainInKeys = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    private const RegexOptions Linear = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking;

    /// <param name="text">A gateway's text.</param>
    /// <param name="key">The key that was sent.</param>
    /// <param name="otherKeys">What was sent in headers that may be keys.</param>
    public static string? Scrub(string? text, string? key, params ReadOnlySpan<string> otherKeys)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        // before any cut: it would leave half of a key, which nothing would recognise
        if (key?.Length >= ShortestKey) text = WithoutKey(text, key);
        foreach (string other in otherKeys)
        {
            if (other.Length >= ShortestKey) text = WithoutKey(text, other);
        }
        if (text.Length > Window) text = WithoutLastWord(text.AsSpan(0, Window));
        text = Input().Replace(text, "$1…");
        text = KeyNotice().Replace(text, "");
        text = Advert().Replace(text, "");
        text = Credential().Replace(text, "$1" + Mask);
        text = MaskedKey().Replace(text, Mask).Trim();
        if (text.Length <= MaxLength) return text.Length > 0 ? text : null;
        // not between the halves of a character
        int end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static string WithoutKey(string text, string key)
    {
        text = text.Replace(key, Mask, StringComparison.Ordinal);
        if (!key.AsSpan().ContainsAnyExcept(PlainInKeys)) return text;
        // as JSON, addresses and web pages may spell it
        return text
            .Replace(key.Replace("/", "\\/", StringComparison.Ordinal), Mask, StringComparison.Ordinal)
            .Replace(Uri.EscapeDataString(key), Mask, StringComparison.OrdinalIgnoreCase)
            .Replace(WebUtility.HtmlEncode(key), Mask, StringComparison.Ordinal)
            .Replace(key.Replace("/", "&#x2F;", StringComparison.Ordinal), Mask, StringComparison.OrdinalIgnoreCase);
    }

    // the cut may have gone through a key of another's; a text without blanks, such as JSON, is left as it is
    private static string WithoutLastWord(ReadOnlySpan<char> text)
    {
        int blank = text[^LongestKey..].LastIndexOfAny(" \t\r\n\"");
        return text[..(blank < 0 ? text.Length : text.Length - LongestKey + blank)].ToString();
    }

    // Pydantic's list of faults as a text, which Python servers put into a message: it repeats what was sent. The end of an object or a
    // list cannot be told without counting, and what follows it is not worth the prompt.
    [GeneratedRegex("""(['"]input['"]: *)(?:'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|[\[{(](?:.|\n)*|[^'"\[{(,}][^,}]*)""", Linear)]
    private static partial Regex Input();

    // ChatAnywhere ends its texts with the masked key, and sometimes with the number of a chat group
    [GeneratedRegex(@"[ \t]*[（(][^()（）]*ApiKey[^()（）]*[)）]", Linear)]
    private static partial Regex KeyNotice();

    [GeneratedRegex("【[^】]*】", Linear)]
    private static partial Regex Advert();

    // Before it stands no letter of a word (task-force) and perhaps a Chinese character, which \b would take for one. Known
    // prefixes, Zhipu's id.secret, tokens in three parts, and what follows "Bearer" when it is no plain word.
    [GeneratedRegex(
        @"(^|[^A-Za-z0-9])(?:"
        + @"(?:sk|pk|gsk|xa)[-_*][A-Za-z0-9_\-*]{3,}"
        + @"|(?:xai|nvapi|hf|r8|csk|fw|ghp|pplx|tvly|pat)[-_][A-Za-z0-9_\-]{16,}"
        + @"|AIza[A-Za-z0-9_\-*]{3,}"
        + @"|[0-9a-f]{32}\.[A-Za-z0-9]{8,}"
        + @"|eyJ[A-Za-z0-9_\-]{10,}(?:\.[A-Za-z0-9_\-]+)+"
        + @"|Bearer[ \t]+[A-Za-z._~+/=\-]*[0-9*][A-Za-z0-9._~+/=*\-]*)", Linear)]
    private static partial Regex Credential();

    // however its ends look
    [GeneratedRegex(@"[A-Za-z0-9_\-]*\*{3}[A-Za-z0-9_\-*]*", Linear)]
    private static partial Regex MaskedKey();
}

using System.Globalization;

namespace ChatGateway;

/// <summary>
/// How many tokens a text has at least: one pass, no tables. Errs on the low side for OpenAI's encodings (cl100k_base, o200k_base), so
/// that a prompt that the gateway would take is not refused.
/// </summary>
/// <remarks>
/// These encodings cut a text into words, numbers of up to three digits and runs of signs before they look for tokens, so each of these is
/// one at least. Within a word little is certain: 16 letters a token, no more for a letter that repeats, and 4 ideographs, syllables or
/// kana. Blanks, and a sign before a word, mostly belong to the token that follows.
/// </remarks>
internal static class TokenEstimate
{
    private const int UnitsPerToken = 4;
    private const int UnitsPerIdeograph = 1;
    private const int LettersPerToken = 16;
    private const int DigitsPerToken = 3;

    private enum Kind
    {
        Blank,
        Letter,
        Ideograph,
        Digit,
        Sign,
    }

    /// <summary>What <see cref="AtLeast"/> cannot exceed, by the length alone.</summary>
    public static int AtMost(ReadOnlySpan<char> text) => text.Length;

    public static int AtLeast(ReadOnlySpan<char> text)
    {
        long units = 0;
        Kind kind = Kind.Blank;
        int run = 0;
        char last = '\0';
        foreach (char character in text)
        {
            Kind before = kind;
            kind = character == '\'' && before == Kind.Letter ? Kind.Letter : KindOf(character);
            if (kind != before)
            {
                if (before == Kind.Sign && run == 1 && kind is Kind.Blank or Kind.Digit) units += UnitsPerToken;
                run = 0;
            }
            switch (kind)
            {
                case Kind.Letter when character != last:
                    if (run++ % LettersPerToken == 0) units += UnitsPerToken;
                    break;
                case Kind.Ideograph:
                    units += UnitsPerIdeograph;
                    break;
                case Kind.Digit:
                    if (run++ % DigitsPerToken == 0) units += UnitsPerToken;
                    break;
                case Kind.Sign:
                    if (++run == 2) units += UnitsPerToken;
                    break;
            }
            last = character;
        }
        if (kind == Kind.Sign && run == 1) units += UnitsPerToken;
        return (int)Math.Min(units / UnitsPerToken, int.MaxValue);
    }

    private static Kind KindOf(char character)
    {
        if (char.IsAsciiLetter(character)) return Kind.Letter;
        if (char.IsWhiteSpace(character)) return Kind.Blank;
        if (char.IsNumber(character)) return Kind.Digit;
        if (char.IsLetter(character)) return IsIdeograph(character) ? Kind.Ideograph : Kind.Letter;
        // vowels and accents of many alphabets are parts of words
        return char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            ? Kind.Letter
            : Kind.Sign;
    }

    // from the CJK radicals to the syllables of Hangul
    private static bool IsIdeograph(char character) => character is >= '\u2E80' and <= '\uD7FF';
}

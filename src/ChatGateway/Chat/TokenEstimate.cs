namespace ChatGateway;

/// <summary>
/// How many tokens a text has at least, give or take little: one pass, no tables. Errs on the low side for natural text and code in
/// OpenAI's encodings (cl100k_base, o200k_base), so that a prompt that the gateway would take is not refused.
/// </summary>
/// <remarks>
/// English prose has 4 to 5 characters a token, other alphabets 2 to 4, Chinese and Japanese 1 to 2 (o200k_base joins common words).
/// Counted are 6 letters or digits a token in any alphabet and 2 ideographs, syllables or kana; runs of blanks and of one sign,
/// which have tokens of their own up to great lengths, count as one character.
/// </remarks>
internal static class TokenEstimate
{
    private const int Letter = 1;
    private const int Ideograph = 3;
    private const int UnitsPerToken = 6;

    /// <summary>What <see cref="AtLeast"/> cannot exceed, by the length alone.</summary>
    public static int AtMost(ReadOnlySpan<char> text) => text.Length / (UnitsPerToken / Ideograph);

    public static int AtLeast(ReadOnlySpan<char> text)
    {
        long units = 0;
        char last = '\0';
        foreach (char character in text)
        {
            bool repeats = !char.IsLetterOrDigit(character) && (character == last || (char.IsWhiteSpace(character) && char.IsWhiteSpace(last)));
            last = character;
            if (!repeats) units += IsIdeograph(character) ? Ideograph : Letter;
        }
        return (int)Math.Min(units / UnitsPerToken, int.MaxValue);
    }

    // from the CJK radicals to the syllables of Hangul; above them stand private, compatibility and full-width forms
    private static bool IsIdeograph(char character) => character is >= '\u2E80' and <= '\uD7FF';
}

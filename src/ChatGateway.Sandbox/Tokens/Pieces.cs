using System.Globalization;
using System.Text;

namespace ChatGateway.Sandbox;

/// <summary>
/// Cuts an answer into pieces of the size of tokens: words, signs and ideographs, each with its leading blank. A character as the
/// reader sees it, such as an emoji of several code points, is never split.
/// </summary>
internal static class Pieces
{
    private const int MaxWord = 8;

    public static List<string> Of(string text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        bool word = false;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            bool letter = IsWordLetter(element);
            bool afterBlank = piece is [' '];
            if (piece.Length > 0 && !afterBlank && !(word && letter && piece.Length < MaxWord))
                Close(pieces, piece);
            piece.Append(element);
            word = letter;
        }

        if (piece.Length > 0)
            Close(pieces, piece);
        return pieces;
    }

    private static void Close(List<string> pieces, StringBuilder piece)
    {
        pieces.Add(piece.ToString());
        piece.Clear();
    }

    /// <summary>Letters of scripts that write words with blanks between them; the East Asian blocks begin at U+2E80.</summary>
    private static bool IsWordLetter(string element) => char.IsLetterOrDigit(element[0]) && element[0] < '\u2E80';
}

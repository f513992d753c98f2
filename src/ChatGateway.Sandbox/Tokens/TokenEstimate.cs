using System.Text;

namespace ChatGateway.Sandbox;

/// <summary>
/// How many tokens a prompt probably has: four ASCII characters a token, one token for any other character, and what the chat form
/// adds. Good enough for usage numbers and for the free tier's limit, and independent of the client's own estimate.
/// </summary>
internal static class TokenEstimate
{
    private const int AsciiPerToken = 4;
    private const int PerMessage = 4;
    private const int PerRequest = 3;

    /// <summary>OpenAI's price of a picture at low detail.</summary>
    private const int PerAttachment = 85;

    public static int OfText(string text)
    {
        int ascii = 0;
        int other = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                ascii++;
            else
                other++;
        }

        return ((ascii + AsciiPerToken - 1) / AsciiPerToken) + other;
    }

    public static int OfChat(ChatRequest request)
    {
        int total = PerRequest;
        foreach (ChatTurn turn in request.Turns)
            total += PerMessage + OfText(turn.Text) + (turn.Attachments * PerAttachment);
        foreach (string name in (string[])["tools", "functions", "response_format"])
        {
            if (request.Json.Member(name) is { } definitions)
                total += OfText(definitions.GetRawText());
        }

        return total;
    }
}

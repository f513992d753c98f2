using System.Text;

namespace ChatGateway;

/// <summary>
/// The pieces of a message's content: text, which is joined, and between it parts of other kinds, such as pictures, which are kept.
/// Thinking parts and refusals are not among them: they have members of their own.
/// </summary>
internal sealed class ContentAccumulator
{
    // what came since the last part that is kept
    private readonly StringBuilder _text = new();
    private List<ChatContentPart>? _parts;

    /// <summary>Adds a piece to an accumulator, which is made when it is needed: empty pieces bring nothing.</summary>
    public static void Add(ref ContentAccumulator? accumulator, MessageContent? piece)
    {
        if (piece is null) return;
        if (piece.IsParts)
        {
            foreach (ChatContentPart part in piece.Parts) Add(ref accumulator, part);
        }
        else if (piece.Text is { Length: > 0 } text)
        {
            (accumulator ??= new ContentAccumulator())._text.Append(text);
        }
    }

    /// <summary>What has come: plain text, unless there are parts of other kinds.</summary>
    public MessageContent ToContent()
    {
        if (_parts is null) return _text.ToString();
        return _text.Length == 0 ? _parts : [.. _parts, ChatContentPart.Text(_text.ToString())];
    }

    private static void Add(ref ContentAccumulator? accumulator, ChatContentPart part)
    {
        if (part.Type == ContentPartType.Thinking || part.Type == ContentPartType.Refusal) return;
        // as the content's text counts it, whatever a server calls its kind
        if (part.TextContent is null) (accumulator ??= new ContentAccumulator()).Keep(part);
        else if (part.TextContent.Length > 0) (accumulator ??= new ContentAccumulator())._text.Append(part.TextContent);
    }

    private void Keep(ChatContentPart part)
    {
        _parts ??= [];
        if (_text.Length > 0) _parts.Add(ChatContentPart.Text(_text.ToString()));
        _text.Clear();
        _parts.Add(part);
    }
}

using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>What answers, whole ones and pieces, hold beside calls. A list is made when there is something to put into it.</summary>
internal static class AnswerContents
{
    private const string AnyImage = "image/*";

    public static void Add(ref List<AIContent>? contents, AIContent content) => (contents ??= new List<AIContent>(1)).Add(content);

    /// <summary>Text, or the parts that are neither reasoning nor a refusal.</summary>
    public static void Add(ref List<AIContent>? contents, MessageContent? content, object raw)
    {
        if (content is null) return;
        if (!content.IsParts)
        {
            if (content.Text is { Length: > 0 } text) Add(ref contents, new TextContent(text) { RawRepresentation = raw });
            return;
        }
        foreach (ChatContentPart part in content.Parts)
        {
            if (part.Type == ContentPartType.Thinking || part.Type == ContentPartType.Refusal) continue;
            AIContent partContent = FromPart(part);
            partContent.RawRepresentation = part;
            Add(ref contents, partContent);
        }
    }

    /// <summary>Citations, which concern the whole text: on the first text that is there.</summary>
    public static void Add(ref List<AIContent>? contents, IReadOnlyList<MessageAnnotation>? annotations)
    {
        if (annotations is not { Count: > 0 }) return;
        AIContent? cited = contents?.Find(content => content is TextContent);
        if (cited is null) Add(ref contents, cited = new TextContent(""));
        cited.Annotations ??= new List<AIAnnotation>(annotations.Count);
        foreach (MessageAnnotation annotation in annotations) cited.Annotations.Add(FromAnnotation(annotation));
    }

    /// <summary>A refusal, under whichever name it came, once if under both; null where there is none.</summary>
    public static string? RefusalOf(string? refusal, MessageContent? content)
    {
        if (content is not { IsParts: true } || !string.IsNullOrEmpty(refusal)) return refusal;
        foreach (ChatContentPart part in content.Parts) refusal += part.RefusalContent;
        return refusal;
    }

    public static ErrorContent Refused(string refusal, object? raw) =>
        new(refusal) { ErrorCode = AssistantMessages.RefusalCode, RawRepresentation = raw };

    private static AIContent FromPart(ChatContentPart part)
    {
        if (part.TextContent is { } text) return new TextContent(text);
        if (part.ImageUrl?.Url is not { } url || AddressOf(url) is not { } address) return ContentParts.Keep(part);
        if (address.Scheme != "data") return new UriContent(address, AnyImage);
        try
        {
            return new DataContent(url);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // what it is can be seen in the part
            return ContentParts.Keep(part);
        }
    }

    // on Unix a path is an absolute address, too: that of a file of this machine
    private static Uri? AddressOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && !address.IsFile ? address : null;

    private static CitationAnnotation FromAnnotation(MessageAnnotation annotation)
    {
        UrlCitation? citation = annotation.UrlCitation;
        return new CitationAnnotation
        {
            RawRepresentation = annotation,
            Title = citation?.Title,
            Url = AddressOf(citation?.Url),
            AnnotatedRegions = citation is { StartIndex: { } start, EndIndex: { } end }
                ? [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end }]
                : null,
        };
    }
}

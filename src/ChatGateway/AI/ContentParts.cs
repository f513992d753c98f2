using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>Contents as parts of a message.</summary>
internal static class ContentParts
{
    /// <summary>Where the additional properties of a content that no type stands for keep its part as text, for histories that are kept as JSON.</summary>
    private const string PartKey = "content_part";

    private const string DetailKey = "detail";
    private const string Image = "image";
    internal const string Audio = "audio";

    /// <summary>A text alone as text, which every server takes; anything else as parts.</summary>
    /// <exception cref="NotSupportedException">No part stands for a content.</exception>
    public static MessageContent From(List<AIContent> contents) => contents switch
    {
        [] => "",
        [TextContent text] => text.Text,
        _ => MessageContent.FromParts(contents.Select(From)),
    };

    /// <exception cref="NotSupportedException">No part stands for the content.</exception>
    public static ChatContentPart From(AIContent content) => content switch
    {
        TextContent text => ChatContentPart.Text(text.Text),
        UriContent picture when picture.HasTopLevelMediaType(Image) => ChatContentPart.Image(AddressOf(picture.Uri), DetailOf(content)),
        DataContent picture when picture.HasTopLevelMediaType(Image) => ChatContentPart.Image(picture.Uri, DetailOf(content)),
        DataContent sound when sound.HasTopLevelMediaType(Audio) => ChatContentPart.Audio(sound.Data, FormatOf(sound.MediaType)),
        DataContent file when file.HasTopLevelMediaType("application") || file.HasTopLevelMediaType("text") =>
            ChatContentPart.File(NameOf(file), file.Data, file.MediaType),
        HostedFileContent file => ChatContentPart.File(file.FileId),
        { RawRepresentation: ChatContentPart part } => part,
        _ when ExtraProperties.Parse<ChatContentPart>(content.AdditionalProperties, PartKey) is { } part => part,
        _ => throw new NotSupportedException(
            $"{Describe(content)} cannot be sent: no content part stands for it. An {nameof(AIContent)} whose {nameof(AIContent.RawRepresentation)} is a {nameof(ChatContentPart)} is sent as that part."),
    };

    /// <summary>A part of an answer that no type of content stands for.</summary>
    public static AIContent Keep(ChatContentPart part) => new() { AdditionalProperties = new() { [PartKey] = JsonText.Of(part) } };

    private static string Describe(AIContent content) => content switch
    {
        UriContent uri => $"{nameof(UriContent)} ({uri.MediaType})",
        DataContent data => $"{nameof(DataContent)} ({data.MediaType})",
        ErrorContent { ErrorCode: { } code } => $"{nameof(ErrorContent)} ({code})",
        _ => content.GetType().Name,
    };

    private static string AddressOf(Uri uri) => uri.IsAbsoluteUri ? uri.AbsoluteUri : uri.OriginalString;

    private static ImageDetail? DetailOf(AIContent content)
    {
        if (content.AdditionalProperties?.GetValueOrDefault(DetailKey) is ImageDetail detail) return detail;
        return ExtraProperties.Text(content.AdditionalProperties, DetailKey) is { Length: > 0 } text ? text : (ImageDetail?)null;
    }

    private static InputAudioFormat FormatOf(string mediaType)
    {
        string format = mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..].ToLowerInvariant();
        return format switch
        {
            "mpeg" or "mp3" => InputAudioFormat.Mp3,
            "wav" or "wave" or "x-wav" or "vnd.wave" => InputAudioFormat.Wav,
            _ => format.StartsWith("x-", StringComparison.Ordinal) ? format[2..] : format,
        };
    }

    // servers want a name, and some tell the kind of file by its end
    private static string NameOf(DataContent file)
    {
        if (!string.IsNullOrEmpty(file.Name)) return file.Name;
        return file.MediaType.Equals("application/pdf", StringComparison.OrdinalIgnoreCase) ? "document.pdf" : "document";
    }
}

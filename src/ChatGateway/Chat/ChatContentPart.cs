namespace ChatGateway;

public partial record ChatContentPart
{
    /// <summary>Makes a part of text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ChatContentPart { Type = ContentPartType.Text, TextContent = text };
    }

    /// <summary>Makes a picture.</summary>
    /// <param name="url">An https address or a <c>data:</c> URI.</param>
    /// <param name="detail">The resolution at which the model looks; null leaves it to the server (auto).</param>
    /// <returns>The part.</returns>
    public static ChatContentPart Image(string url, ImageDetail? detail = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return new ChatContentPart { Type = ContentPartType.ImageUrl, ImageUrl = new ImageUrl { Url = url, Detail = detail } };
    }

    /// <summary>Makes a picture that travels inside the request.</summary>
    /// <param name="data">The bytes of the file.</param>
    /// <param name="mediaType">Its media type, such as <c>image/png</c>.</param>
    /// <param name="detail">The resolution at which the model looks; null leaves it to the server (auto).</param>
    /// <returns>The part.</returns>
    public static ChatContentPart Image(ReadOnlyMemory<byte> data, string mediaType, ImageDetail? detail = null) =>
        Image(ToDataUri(data, mediaType), detail);

    /// <summary>Makes recorded sound.</summary>
    /// <param name="data">The bytes of the recording.</param>
    /// <param name="format">Its encoding.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart Audio(ReadOnlyMemory<byte> data, InputAudioFormat format) => new()
    {
        Type = ContentPartType.InputAudio,
        InputAudio = new InputAudio { Data = Convert.ToBase64String(data.Span), Format = format },
    };

    /// <summary>Makes a document that travels inside the request.</summary>
    /// <param name="fileName">The name shown to the model.</param>
    /// <param name="data">The bytes of the document.</param>
    /// <param name="mediaType">Its media type, such as <c>application/pdf</c>.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart File(string fileName, ReadOnlyMemory<byte> data, string mediaType) => new()
    {
        Type = ContentPartType.File,
        InputFile = new InputFile { FileName = fileName, FileData = ToDataUri(data, mediaType) },
    };

    /// <summary>Makes a document that was uploaded before.</summary>
    /// <param name="fileId">The id of the upload.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart File(string fileId)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileId);
        return new ChatContentPart { Type = ContentPartType.File, InputFile = new InputFile { FileId = fileId } };
    }

    /// <summary>Makes the refusal of an earlier answer.</summary>
    /// <param name="refusal">The text.</param>
    /// <returns>The part.</returns>
    public static ChatContentPart Refusal(string refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new ChatContentPart { Type = ContentPartType.Refusal, RefusalContent = refusal };
    }

    private static string ToDataUri(ReadOnlyMemory<byte> data, string mediaType)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaType);
        return $"data:{mediaType};base64,{Convert.ToBase64String(data.Span)}";
    }
}

namespace ChatGateway;

public partial record ChatCompletionChunk
{
    static MessageContent? IWireSerial<ChatCompletionChunk>.ContentOf(ChatCompletionChunk document) =>
        document.Choices is [{ Message: null, Delta.Content: var content }] ? content : null;

    static ChatCompletionChunk IWireSerial<ChatCompletionChunk>.WithContent(ChatCompletionChunk document, MessageContent content)
    {
        ChatCompletionChunkChoice choice = document.Choices[0];
        return document with
        {
            Choices = new[] { choice with { Delta = choice.Delta with { Content = content } } },
            _extensionData = ExtensionData.Alike(document._extensionData),
        };
    }
}

namespace ChatGateway;

public partial record ChatRequestMessage
{
    /// <summary>Makes a message with the application's instructions. Understood by every gateway.</summary>
    /// <param name="content">The text, or parts of text.</param>
    /// <param name="name">Tells participants of the same role apart.</param>
    /// <returns>The message.</returns>
    public static ChatRequestMessage System(MessageContent content, string? name = null) => Make(MessageRole.System, content, name);

    /// <summary>Makes a message with the application's instructions for a reasoning model; many gateways know only <see cref="System"/>.</summary>
    /// <param name="content">The text, or parts of text.</param>
    /// <param name="name">Tells participants of the same role apart.</param>
    /// <returns>The message.</returns>
    public static ChatRequestMessage Developer(MessageContent content, string? name = null) => Make(MessageRole.Developer, content, name);

    /// <summary>Makes a message of the end user.</summary>
    /// <param name="content">The text, or parts: text, pictures, sound, files.</param>
    /// <param name="name">Tells participants of the same role apart.</param>
    /// <returns>The message.</returns>
    public static ChatRequestMessage User(MessageContent content, string? name = null) => Make(MessageRole.User, content, name);

    /// <summary>Makes an earlier answer of the model.</summary>
    /// <param name="content">The text, or parts.</param>
    /// <param name="name">Tells participants of the same role apart.</param>
    /// <returns>The message.</returns>
    public static ChatRequestMessage Assistant(MessageContent content, string? name = null) => Make(MessageRole.Assistant, content, name);

    /// <summary>Makes an earlier answer of the model that called tools. The content is sent as null.</summary>
    /// <param name="toolCalls">The calls; at least one.</param>
    /// <returns>The message.</returns>
    public static ChatRequestMessage Assistant(IReadOnlyList<ToolCall> toolCalls)
    {
        ArgumentNullException.ThrowIfNull(toolCalls);
        if (toolCalls.Count == 0) throw new ArgumentException("There are no tool calls.", nameof(toolCalls));
        return new ChatRequestMessage { Role = MessageRole.Assistant, Content = null, ToolCalls = toolCalls };
    }

    /// <summary>Makes the result of a tool call.</summary>
    /// <param name="toolCallId">The id of the call.</param>
    /// <param name="content">The result: text, or parts of text.</param>
    /// <returns>The message.</returns>
    public static ChatRequestMessage Tool(string toolCallId, MessageContent content)
    {
        ArgumentException.ThrowIfNullOrEmpty(toolCallId);
        return Make(MessageRole.Tool, content, null) with { ToolCallId = toolCallId };
    }

    private static ChatRequestMessage Make(MessageRole role, MessageContent content, string? name)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new ChatRequestMessage { Role = role, Content = content, Name = name };
    }
}

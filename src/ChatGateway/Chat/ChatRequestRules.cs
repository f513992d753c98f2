using System.Runtime.CompilerServices;

namespace ChatGateway;

/// <summary>What is wrong with a chat request before it is sent.</summary>
internal static class ChatRequestRules
{
    /// <exception cref="ArgumentException">The request is wrong.</exception>
    /// <exception cref="ModelNotAllowedException">The allowlist does not hold the model, or it makes vectors.</exception>
    public static void Check(ChatCompletionRequest request, ChatChecks checks, bool skipChecks, bool isStream)
    {
        ArgumentNullException.ThrowIfNull(request);
        checks.Models.Check(request.Model, "chat/completions", isEmbedding: false, skipChecks);
        CheckMessages(request.Messages);
        CheckItems(request.Tools, nameof(request.Tools));
        if (!isStream && request.Stream == true)
            throw new ArgumentException($"The request asks for a stream: call CompleteChatStreamingAsync.", nameof(request));
        if (isStream && request.Stream == false)
            throw new ArgumentException($"The request asks for no stream: call CompleteChatAsync.", nameof(request));
        if (!skipChecks)
        {
            request.CheckRanges();
            checks.Parameters.Check(request);
        }
        checks.Prompt?.Check(request);
    }

    public static ChatCompletionRequest Question(ModelId model, string text, [CallerArgumentExpression(nameof(text))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        return new ChatCompletionRequest { Model = model, Messages = [ChatRequestMessage.User(text)] };
    }

    private static void CheckMessages(IReadOnlyList<ChatRequestMessage>? messages)
    {
        const string Name = nameof(ChatCompletionRequest.Messages);
        if (messages is not { Count: > 0 }) throw new ArgumentException($"{Name} is empty.", Name);
        for (int i = 0; i < messages.Count; i++)
        {
            ChatRequestMessage? message = messages[i];
            if (message is null) throw new ArgumentException($"{Name}[{i}] is null.", Name);
            if (message.Role.Value.Length == 0) throw new ArgumentException($"{Name}[{i}] has no role.", Name);
            if (message.Role == MessageRole.Tool && string.IsNullOrEmpty(message.ToolCallId))
                throw new ArgumentException($"{Name}[{i}] is a tool's result and names no tool call.", Name);
            bool mayBeEmpty = message.Role == MessageRole.Assistant || message.Role == MessageRole.Function;
            if (message.Content is null && !mayBeEmpty) throw new ArgumentException($"{Name}[{i}] ({message.Role}) has no content.", Name);
            CheckItems(message.ToolCalls, $"{Name}[{i}].{nameof(message.ToolCalls)}");
        }
    }

    // the writer would stumble over it, and name nothing
    private static void CheckItems<T>(IReadOnlyList<T>? items, string name)
        where T : class
    {
        for (int i = 0; i < items?.Count; i++)
        {
            if (items[i] is null) throw new ArgumentException($"{name}[{i}] is null.", name);
        }
    }
}

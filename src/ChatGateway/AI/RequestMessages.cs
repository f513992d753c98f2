using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>The messages of a request.</summary>
internal static class RequestMessages
{
    /// <summary>The parameter of the methods that callers see.</summary>
    public const string Messages = "messages";

    /// <summary>The instructions, the request's own messages, and those of the call.</summary>
    /// <exception cref="ArgumentException">A message cannot be sent.</exception>
    /// <exception cref="NotSupportedException">A content has no form in a request.</exception>
    public static List<ChatRequestMessage> From(string? instructions, IReadOnlyList<ChatRequestMessage>? own, IEnumerable<ChatMessage> messages)
    {
        List<ChatRequestMessage> sent = [];
        if (!string.IsNullOrWhiteSpace(instructions)) sent.Add(ChatRequestMessage.System(instructions));
        if (own is not null) sent.AddRange(own);
        int position = 0;
        foreach (ChatMessage? message in messages)
        {
            Add(sent, message ?? throw new ArgumentException($"{Messages}[{position}] is null.", Messages), position);
            position++;
        }
        return sent;
    }

    private static void Add(List<ChatRequestMessage> sent, ChatMessage message, int position)
    {
        if (message.RawRepresentation is ChatRequestMessage raw)
        {
            sent.Add(raw);
            return;
        }
        List<AIContent> contents = [];
        List<ChatRequestMessage> results = [];
        foreach (AIContent? content in message.Contents)
        {
            switch (content)
            {
                case null:
                    throw new ArgumentException($"{Messages}[{position}] holds a content that is null.", Messages);
                case FunctionResultContent result:
                    results.Add(ToolResults.From(result));
                    break;
                case UsageContent:
                    // about a message, and no part of it
                    break;
                default:
                    contents.Add(content);
                    break;
            }
        }
        // results are messages of their own: behind the calls, where one message holds both, and before what is said about them
        bool isAssistant = message.Role == ChatRole.Assistant;
        if (!isAssistant) sent.AddRange(results);
        if (contents.Count > 0 || (results.Count == 0 && message.Role != ChatRole.Tool))
            sent.Add(isAssistant ? AssistantMessages.From(message, contents) : Prompt(message, contents, position));
        if (isAssistant) sent.AddRange(results);
    }

    private static ChatRequestMessage Prompt(ChatMessage message, List<AIContent> contents, int position)
    {
        if (message.Role == ChatRole.Tool)
            throw new ArgumentException($"{Messages}[{position}] is a tool's and holds content of type {contents[0].GetType().Name}, which answers no call: only {nameof(FunctionResultContent)} does.", Messages);
        if (string.IsNullOrEmpty(message.Role.Value)) throw new ArgumentException($"{Messages}[{position}] has no role.", Messages);
        return new ChatRequestMessage { Role = RoleOf(message.Role), Content = ContentParts.From(contents), Name = AuthorNames.ToName(message.AuthorName) };
    }

    // roles compare without regard to case, servers do not
    private static MessageRole RoleOf(ChatRole role)
    {
        if (role == ChatRole.User) return MessageRole.User;
        return role == ChatRole.System ? MessageRole.System : new MessageRole(role.Value);
    }
}

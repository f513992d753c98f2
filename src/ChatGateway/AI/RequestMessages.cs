using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>The messages of a request.</summary>
internal static class RequestMessages
{
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
            Add(sent, message ?? throw new ArgumentException($"{nameof(messages)}[{position}] is null.", nameof(messages)));
            position++;
        }
        return sent;
    }

    private static void Add(List<ChatRequestMessage> sent, ChatMessage message)
    {
        if (message.RawRepresentation is ChatRequestMessage raw)
        {
            sent.Add(raw);
            return;
        }
        List<AIContent> contents = [];
        bool hasResults = false;
        foreach (AIContent? content in message.Contents)
        {
            switch (content)
            {
                case null:
                    throw new ArgumentException("A content of a message is null.", nameof(message));
                case FunctionResultContent result:
                    sent.Add(ToolResults.From(result));
                    hasResults = true;
                    break;
                case UsageContent:
                    // about a message, and no part of it
                    break;
                default:
                    contents.Add(content);
                    break;
            }
        }
        // results are messages of their own, and nothing else may be left
        if (contents.Count == 0 && (hasResults || message.Role == ChatRole.Tool)) return;
        sent.Add(message.Role == ChatRole.Assistant ? AssistantMessages.From(message, contents) : Prompt(message, contents));
    }

    private static ChatRequestMessage Prompt(ChatMessage message, List<AIContent> contents)
    {
        if (message.Role == ChatRole.Tool)
            throw new ArgumentException($"A tool message holds a {contents[0].GetType().Name}, which answers no call: only {nameof(FunctionResultContent)} does.", nameof(message));
        return new ChatRequestMessage { Role = RoleOf(message.Role), Content = ContentParts.From(contents), Name = AuthorNames.ToName(message.AuthorName) };
    }

    // roles compare without regard to case, servers do not
    private static MessageRole RoleOf(ChatRole role)
    {
        if (string.IsNullOrEmpty(role.Value)) throw new ArgumentException("A message has no role.", nameof(role));
        if (role == ChatRole.User) return MessageRole.User;
        return role == ChatRole.System ? MessageRole.System : new MessageRole(role.Value);
    }
}

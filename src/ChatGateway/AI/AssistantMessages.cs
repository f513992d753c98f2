using System.Text;
using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>Earlier answers as a request holds them.</summary>
internal static class AssistantMessages
{
    /// <summary>The code of an error that is a refusal.</summary>
    public const string RefusalCode = "Refusal";

    /// <exception cref="NotSupportedException">A content has no form in a request.</exception>
    public static ChatRequestMessage From(ChatMessage message, List<AIContent> contents)
    {
        List<AIContent> said = [];
        List<ToolCall>? calls = null;
        StringBuilder? refusal = null;
        string? audioId = null;
        foreach (AIContent content in contents)
        {
            switch (content)
            {
                case FunctionCallContent call:
                    (calls ??= []).Add(ToolCallContents.ToToolCall(call));
                    break;
                case ToolCallContent other when ToolCallContents.Find(other) is { } call:
                    (calls ??= []).Add(call);
                    break;
                case ErrorContent { ErrorCode: RefusalCode } error:
                    (refusal ??= new StringBuilder()).Append(error.Message);
                    break;
                case DataContent sound when sound.HasTopLevelMediaType(ContentParts.Audio):
                    // sent back by the id: no server takes the sound of an assistant
                    audioId = SpokenContents.IdOf(sound) ?? audioId ?? throw new NotSupportedException(
                        $"A {nameof(DataContent)} ({sound.MediaType}) of the assistant cannot be sent: it is not the sound of an earlier answer, or its id is gone.");
                    break;
                case TextReasoningContent:
                    break;
                default:
                    said.Add(content);
                    break;
            }
        }
        var sent = new ChatRequestMessage
        {
            Role = MessageRole.Assistant,
            Content = ContentOf(said, mayBeNull: calls is not null || refusal is not null || audioId is not null),
            Refusal = refusal?.ToString(),
            Audio = audioId is null ? null : new AudioReference { Id = audioId },
            ToolCalls = calls,
            Name = AuthorNames.ToName(message.AuthorName),
        };
        return calls is null ? sent : ReasoningContents.SendBack(sent, contents);
    }

    // the pieces of an answer are one text, as in its Text; many servers take nothing but a text from an assistant
    private static MessageContent? ContentOf(List<AIContent> said, bool mayBeNull)
    {
        if (!said.TrueForAll(content => content is TextContent)) return ContentParts.From(said);
        string text = string.Concat(said.Select(content => ((TextContent)content).Text));
        return text.Length == 0 && mayBeNull ? null : (MessageContent)text;
    }
}

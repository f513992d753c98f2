using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>Whole answers as Microsoft.Extensions.AI knows them.</summary>
internal static class ChatResponses
{
    public static ChatResponse From(ChatCompletion completion, AudioOutputFormat? audio)
    {
        ChatCompletionChoice choice = completion.Choices[0];
        string? id = AnswerHeads.NotEmpty(completion.Id);
        DateTimeOffset? createdAt = AnswerHeads.CreatedAt(completion.Created);
        var message = new ChatMessage(ChatRole.Assistant, ContentsOf(choice.Message, audio))
        {
            MessageId = id,
            CreatedAt = createdAt,
            RawRepresentation = choice.Message,
        };
        return new ChatResponse(message)
        {
            ResponseId = id,
            ModelId = AnswerHeads.NotEmpty(completion.Model),
            CreatedAt = createdAt,
            FinishReason = AnswerHeads.FinishReasonOf(choice.FinishReason),
            Usage = (completion.Usage ?? completion.XGroq?.Usage) is { } usage ? UsageCounts.From(usage) : null,
            RawRepresentation = completion,
        };
    }

    private static List<AIContent> ContentsOf(ChatCompletionMessage message, AudioOutputFormat? audio)
    {
        List<AIContent>? contents = null;
        string? reasoning = AnswerHeads.NotEmpty(message.Reasoning) ?? ReasoningContents.TextOf(message.ReasoningDetails);
        string? details = ReasoningContents.Protect(message.ReasoningDetails);
        if (!string.IsNullOrEmpty(reasoning) || details is not null || ReasoningContents.IsDemandedBack(message.ReasoningContent, message.ToolCalls))
        {
            string? member = ReasoningContents.MemberOf(message.ReasoningContent, message.ReasoningText, message.Content);
            TextReasoningContent content = ReasoningContents.From(reasoning, member, message);
            content.ProtectedData = details;
            AnswerContents.Add(ref contents, content);
        }
        AnswerContents.Add(ref contents, message.Content, message);
        if (message.Audio is { } spoken)
        {
            var sound = new SpokenContents(audio);
            sound.Add(ref contents, spoken);
            sound.AddRest(ref contents);
        }
        AnswerContents.Add(ref contents, message.Annotations);
        ToolCallContents.Add(ref contents, message.ToolCalls, message.FunctionCall);
        if (AnswerContents.RefusalOf(message.Refusal, message.Content) is { Length: > 0 } refusal)
            AnswerContents.Add(ref contents, AnswerContents.Refused(refusal, message));
        return contents ?? [];
    }
}

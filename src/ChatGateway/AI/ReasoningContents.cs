using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>Reasoning of answers as contents, and back: servers demand it beside tool calls, under the name that they gave it.</summary>
internal static class ReasoningContents
{
    /// <summary>Where the additional properties of a content say which member it came in; they outlast the joining of a stream's contents.</summary>
    private const string MemberKey = "reasoning_member";

    // reasoning_content is what is meant without a word
    private const string ReasoningText = "reasoning";
    private const string Thinking = "thinking";

    /// <summary>The text of reasoning details, from gateways that send no other.</summary>
    public static string? TextOf(IReadOnlyList<ReasoningDetail>? details)
    {
        string? text = null;
        for (int i = 0; i < details?.Count; i++) text += details[i].Text ?? details[i].Summary;
        return text;
    }

    /// <summary>Whether even empty reasoning is kept: DeepSeek refuses calls that come back without the member that they came with.</summary>
    public static bool IsDemandedBack(string? reasoningContent, IReadOnlyList<ToolCall>? calls) => reasoningContent is not null && calls is { Count: > 0 };

    /// <summary>The member that reasoning came in; null for the usual one.</summary>
    public static string? MemberOf(string? reasoningContent, string? reasoningText, MessageContent? content)
    {
        if (!string.IsNullOrEmpty(reasoningContent)) return null;
        if (!string.IsNullOrEmpty(reasoningText)) return ReasoningText;
        if (content?.Thinking is not null) return Thinking;
        // who sends details alone calls it so
        return reasoningContent is null ? ReasoningText : null;
    }

    public static TextReasoningContent From(string? text, string? member, object raw) => new(text)
    {
        RawRepresentation = raw,
        AdditionalProperties = member is null ? null : new() { [MemberKey] = member },
    };

    /// <summary>Reasoning details to be echoed unchanged, signatures and all; null where there are none.</summary>
    public static string? Protect(IReadOnlyList<ReasoningDetail>? details) => details is { Count: > 0 }
        ? JsonText.Of(new ChatCompletionMessage { ReasoningDetails = details })
        : null;

    /// <summary>A message with the reasoning of its contents.</summary>
    public static ChatRequestMessage SendBack(ChatRequestMessage message, List<AIContent> contents)
    {
        string? text = null;
        string? member = null;
        IReadOnlyList<ReasoningDetail>? details = null;
        foreach (AIContent content in contents)
        {
            if (content is not TextReasoningContent reasoning) continue;
            // details alone are no empty text
            if (reasoning.ProtectedData is null || reasoning.Text.Length > 0) text += reasoning.Text;
            member ??= ExtraProperties.Text(reasoning.AdditionalProperties, MemberKey);
            details ??= Unprotect(reasoning.ProtectedData);
        }
        if (text is null) return message with { ReasoningDetails = details };
        return member switch
        {
            ReasoningText => message with { Reasoning = text, ReasoningDetails = details },
            Thinking => message with { Content = [ThinkingPart(text), .. message.Content?.Parts ?? []] },
            _ => message with { ReasoningContent = text, ReasoningDetails = details },
        };
    }

    private static ChatContentPart ThinkingPart(string text) => new()
    {
        Type = ContentPartType.Thinking,
        ThinkingContent = [ChatContentPart.Text(text)],
    };

    // another provider's is of no use here
    private static IReadOnlyList<ReasoningDetail>? Unprotect(string? data) =>
        string.IsNullOrEmpty(data) || !JsonText.TryParse(data, out ChatCompletionMessage? message) ? null : message.ReasoningDetails;
}

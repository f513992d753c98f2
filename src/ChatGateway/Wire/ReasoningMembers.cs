namespace ChatGateway;

/// <summary>The members in which servers send reasoning. Some send one of them empty beside another that is not.</summary>
internal static class ReasoningMembers
{
    /// <summary>The first that holds text; else the first that is there.</summary>
    public static string? First(string? reasoningContent, string? reasoningText, MessageContent? content)
    {
        if (!string.IsNullOrEmpty(reasoningContent)) return reasoningContent;
        if (!string.IsNullOrEmpty(reasoningText)) return reasoningText;
        return content?.Thinking ?? reasoningContent ?? reasoningText;
    }
}

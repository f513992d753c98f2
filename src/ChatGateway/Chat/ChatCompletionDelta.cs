using Newtonsoft.Json;

namespace ChatGateway;

public partial record ChatCompletionDelta
{
    /// <summary>The new text, parts joined.</summary>
    /// <value>Null when there is none.</value>
    [JsonIgnore]
    public string? Text => Content?.Text;

    /// <summary>The new reasoning: <c>reasoning_content</c>, else <c>reasoning</c>, else the content's thinking parts.</summary>
    /// <value>Null when there is none.</value>
    [JsonIgnore]
    public string? Reasoning => NotEmpty(ReasoningContent) ?? NotEmpty(ReasoningText) ?? Content?.Thinking ?? ReasoningContent ?? ReasoningText;

    // empty beside another that is not, some servers send both
    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

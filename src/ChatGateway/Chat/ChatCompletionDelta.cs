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
    public string? Reasoning => ReasoningMembers.First(ReasoningContent, ReasoningText, Content);
}

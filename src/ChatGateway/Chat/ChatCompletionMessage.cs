using Newtonsoft.Json;

namespace ChatGateway;

public partial record ChatCompletionMessage
{
    /// <summary>The text of the content, parts joined.</summary>
    /// <value>Null when there is none: beside tool calls and refusals.</value>
    [JsonIgnore]
    public string? Text => Content?.Text;

    /// <summary>The reasoning: <c>reasoning_content</c>, else <c>reasoning</c>, else the content's thinking parts.</summary>
    /// <value>Null when there is none.</value>
    [JsonIgnore]
    public string? Reasoning => ReasoningMembers.First(ReasoningContent, ReasoningText, Content);

    /// <summary>
    /// Makes the message to send back in the next turn. Tool calls whose id is empty get one, since the result must
    /// name it; a type and arguments that a gateway has left out are added, since servers demand them. Reasoning and
    /// vendor data are sent back only beside tool calls: DeepSeek's thinking models and Gemini demand them there,
    /// DeepSeek R1 rejects reasoning elsewhere.
    /// </summary>
    /// <returns>The message.</returns>
    public ChatRequestMessage ToRequestMessage()
    {
        bool calledTools = ToolCalls is { Count: > 0 };
        return new ChatRequestMessage
        {
            // Gemini's own name for it is no server's of this API
            Role = MessageRole.Assistant,
            // servers want text unless something else takes its place
            Content = Content ?? (calledTools || FunctionCall is not null || !string.IsNullOrEmpty(Refusal) ? null : (MessageContent)""),
            Refusal = string.IsNullOrEmpty(Refusal) ? null : Refusal,
            Audio = Audio?.Id is { } audioId ? new AudioReference { Id = audioId } : null,
            ToolCalls = calledTools ? SentToolCalls.Complete(ToolCalls!) : null,
#pragma warning disable CS0618 // an old call can only be answered in the old form
            FunctionCall = FunctionCall,
#pragma warning restore CS0618
            ReasoningContent = calledTools ? ReasoningContent : null,
            Reasoning = calledTools ? ReasoningText : null,
            ReasoningDetails = calledTools ? ReasoningDetails : null,
            AdditionalProperties = calledTools ? ExtensionData.OfAnother(AdditionalProperties) : ExtensionDictionary.Empty,
        };
    }
}

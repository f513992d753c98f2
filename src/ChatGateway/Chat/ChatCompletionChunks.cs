using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Makes a chunk of a completion: some gateways ignore <c>stream: true</c>.</summary>
internal static class ChatCompletionChunks
{
    /// <summary>Declared by a piece; a message keeps it among the others (Gemini).</summary>
    private const string ExtraContent = "extra_content";

    public static ChatCompletionChunk FromWhole(ChatCompletion completion) => new()
    {
        Id = completion.Id,
        Object = "chat.completion.chunk",
        Created = completion.Created,
        Model = completion.Model,
        Choices = [.. completion.Choices.Select(FromWhole)],
        Usage = completion.Usage,
        ServiceTier = completion.ServiceTier,
        SystemFingerprint = completion.SystemFingerprint,
        Moderation = completion.Moderation,
        Metadata = completion.Metadata,
        XGroq = completion.XGroq,
        AdditionalProperties = ExtensionData.OfAnother(completion.AdditionalProperties),
    };

    private static ChatCompletionChunkChoice FromWhole(ChatCompletionChoice choice) => new()
    {
        Index = choice.Index,
        FinishReason = choice.FinishReason,
        Logprobs = choice.Logprobs,
        Delta = FromWhole(choice.Message),
        AdditionalProperties = ExtensionData.OfAnother(choice.AdditionalProperties),
    };

    private static ChatCompletionDelta FromWhole(ChatCompletionMessage message) => new()
    {
        Role = message.Role,
        Content = message.Content,
        Refusal = message.Refusal,
        ToolCalls = message.ToolCalls?.Select(FromWhole).ToArray(),
        FunctionCall = message.FunctionCall,
        Audio = message.Audio,
        Annotations = message.Annotations,
        ReasoningContent = message.ReasoningContent,
        ReasoningText = message.ReasoningText,
        ReasoningDetails = message.ReasoningDetails,
        // a declared member that is null has not come
        ExtraContent = message.AdditionalProperties.GetValueOrDefault(ExtraContent) is { Type: not JTokenType.Null } extra ? extra : null,
        AdditionalProperties = ExtensionData.OfAnother(message.AdditionalProperties),
    };

    private static ToolCallDelta FromWhole(ToolCall call, int position) => new()
    {
        Index = call.Index ?? position,
        Id = call.Id,
        Type = call.Type,
        Function = call.Function,
        Custom = call.Custom,
        ExtraContent = call.ExtraContent,
        AdditionalProperties = ExtensionData.OfAnother(call.AdditionalProperties),
    };
}

using System.Globalization;
using Microsoft.Extensions.AI;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Makes a request of what Microsoft.Extensions.AI asks for.</summary>
internal static class ChatRequests
{
    private const string TopK = "top_k";
    private const string DefaultSchemaName = "json_schema";

    /// <exception cref="ArgumentException">A message cannot be sent.</exception>
    /// <exception cref="NotSupportedException">A content or a tool has no form in a request.</exception>
    public static ChatCompletionRequest From(IChatClient adapter, IEnumerable<ChatMessage> messages, ChatOptions? options, ModelId defaultModel)
    {
        var raw = options?.RawRepresentationFactory?.Invoke(adapter) as ChatCompletionRequest;
        ModelId model = ModelOf(raw?.Model, options?.ModelId, defaultModel);
        List<ChatRequestMessage> sent = RequestMessages.From(options?.Instructions, raw?.Messages, messages);
        ChatCompletionRequest request = raw is null
            ? new ChatCompletionRequest { Model = model, Messages = sent }
            : raw with { Model = model, Messages = sent, Stream = null };
        return options is null ? request : Fill(request, options);
    }

    /// <summary>The first model that is named.</summary>
    public static ModelId ModelOf(ModelId? raw, string? options, ModelId fallback)
    {
        if (raw is { Value.Length: > 0 } known) return known;
        return string.IsNullOrEmpty(options) ? fallback : options;
    }

    private static ChatCompletionRequest Fill(ChatCompletionRequest request, ChatOptions options)
    {
        bool hasLimit = request.MaxTokens is not null || request.MaxCompletionTokens is not null;
        bool isNewLimit = ModelParameterRules.TakesMaxCompletionTokens(request.Model.Value);
        IReadOnlyList<ChatTool>? tools = RequestTools.From(request.Tools, options);
        request = request with
        {
            Temperature = request.Temperature ?? Widen(options.Temperature),
            TopP = request.TopP ?? Widen(options.TopP),
            FrequencyPenalty = request.FrequencyPenalty ?? Widen(options.FrequencyPenalty),
            PresencePenalty = request.PresencePenalty ?? Widen(options.PresencePenalty),
            MaxTokens = hasLimit || isNewLimit ? request.MaxTokens : options.MaxOutputTokens,
            MaxCompletionTokens = hasLimit || !isNewLimit ? request.MaxCompletionTokens : options.MaxOutputTokens,
            Seed = request.Seed ?? options.Seed,
            Stop = request.Stop ?? (options.StopSequences is { Count: > 0 } stop ? (StopSequences)stop.ToArray() : null),
            ReasoningEffort = request.ReasoningEffort ?? EffortOf(options.Reasoning?.Effort),
            ResponseFormat = request.ResponseFormat ?? FormatOf(options),
            User = request.User ?? ExtraProperties.User(options.AdditionalProperties),
            Tools = tools,
            // servers refuse both without tools
            ToolChoice = request.ToolChoice ?? (tools is null ? null : RequestTools.ChoiceOf(options.ToolMode)),
            ParallelToolCalls = request.ParallelToolCalls ?? (tools is null ? null : options.AllowMultipleToolCalls),
        };
        return options.TopK is { } topK ? WithTopK(request, topK) : request;
    }

    // a method of its own: the dictionary's tokens load Newtonsoft
    private static ChatCompletionRequest WithTopK(ChatCompletionRequest request, int topK) => request.AdditionalProperties.ContainsKey(TopK)
        ? request
        : request with { AdditionalProperties = new Dictionary<string, JToken>(request.AdditionalProperties) { [TopK] = topK } };

    // by its decimal form: 0.7 would travel as 0.699999988079071
    private static double? Widen(float? value) =>
        value is { } number ? double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static ReasoningEffortLevel? EffortOf(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.None => ReasoningEffortLevel.None,
        ReasoningEffort.Low => ReasoningEffortLevel.Low,
        ReasoningEffort.Medium => ReasoningEffortLevel.Medium,
        ReasoningEffort.High => ReasoningEffortLevel.High,
        ReasoningEffort.ExtraHigh => ReasoningEffortLevel.Xhigh,
        // by its type: a null of text would be an empty level
        _ => (ReasoningEffortLevel?)null,
    };

    private static ResponseFormat? FormatOf(ChatOptions options)
    {
        switch (options.ResponseFormat)
        {
            case null:
                return null;
            case ChatResponseFormatText:
                return ResponseFormat.Text;
            case ChatResponseFormatJson { Schema: null }:
                return ResponseFormat.JsonObject;
            case ChatResponseFormatJson json:
                bool? strict = ExtraProperties.Strict(options.AdditionalProperties);
                string name = string.IsNullOrEmpty(json.SchemaName) ? DefaultSchemaName : json.SchemaName;
                return ResponseFormat.JsonSchema(name, RequestSchemas.From(json, strict == true), json.SchemaDescription, strict);
            case { } other:
                throw new NotSupportedException($"A response format of type {other.GetType().Name} has no form in a chat request.");
        }
    }
}

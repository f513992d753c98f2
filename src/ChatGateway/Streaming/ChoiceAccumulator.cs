using System.Text;

namespace ChatGateway;

/// <summary>The pieces of one choice.</summary>
internal sealed class ChoiceAccumulator(int index)
{
    private ExtensionAccumulator? _choiceExtensions;
    private ExtensionAccumulator? _messageExtensions;
    private ExtensionAccumulator? _logprobsExtensions;
    private WireOthers? _choiceOthers;
    private WireOthers? _messageOthers;
    private WireOthers? _logprobsOthers;
    private MessageRole? _role;
    private ContentAccumulator? _content;
    private StringBuilder? _refusal;
    private StringBuilder? _reasoningContent;
    private StringBuilder? _reasoning;
    private FunctionCallAccumulator? _function;
    private AudioAccumulator? _audio;
    private ToolCallsAccumulator? _toolCalls;
    private List<MessageAnnotation>? _annotations;
    private List<ReasoningDetail>? _reasoningDetails;
    private List<TokenLogprob>? _contentLogprobs;
    private List<TokenLogprob>? _refusalLogprobs;
    private List<TokenLogprob>? _reasoningLogprobs;

    public int Index => index;

    public FinishReason? FinishReason { get; private set; }

    public void Add(ChatCompletionChunkChoice choice)
    {
        if (choice.FinishReason is { Value.Length: > 0 } reason) FinishReason = reason;
        ExtensionAccumulator.Add(ref _choiceExtensions, choice.AdditionalProperties);
        WireOthers.Add(ref _choiceOthers, choice);
        if (choice.Logprobs is { } logprobs)
        {
            Append(ref _contentLogprobs, logprobs.Content);
            Append(ref _refusalLogprobs, logprobs.Refusal);
            Append(ref _reasoningLogprobs, logprobs.ReasoningContent);
            ExtensionAccumulator.Add(ref _logprobsExtensions, logprobs.AdditionalProperties);
            WireOthers.Add(ref _logprobsOthers, logprobs);
        }
        Add(choice.Delta);
    }

    public ChatCompletionChoice ToChoice() => WireOthers.Complete(_choiceOthers, new ChatCompletionChoice
    {
        Index = index,
        FinishReason = FinishReason,
        Logprobs = ToLogprobs(),
        Message = WireOthers.Complete(_messageOthers, ToMessage()),
        AdditionalProperties = ExtensionAccumulator.MembersOf(_choiceExtensions),
    });

    private ChatCompletionMessage ToMessage() => new()
    {
        Role = _role ?? MessageRole.Assistant,
        Content = _content?.ToContent(),
        Refusal = _refusal?.ToString(),
        Annotations = Copy(_annotations),
        Audio = _audio?.ToAudio(),
        ToolCalls = _toolCalls?.ToToolCalls(),
        FunctionCall = _function?.ToFunctionCall(),
        ReasoningContent = _reasoningContent?.ToString(),
        ReasoningText = _reasoning?.ToString(),
        ReasoningDetails = Copy(_reasoningDetails),
        AdditionalProperties = ExtensionAccumulator.MembersOf(_messageExtensions),
    };

    private ChoiceLogprobs? ToLogprobs()
    {
        if (_contentLogprobs is null && _refusalLogprobs is null && _reasoningLogprobs is null && _logprobsExtensions is null && _logprobsOthers is null) return null;
        return WireOthers.Complete(_logprobsOthers, new ChoiceLogprobs
        {
            Content = Copy(_contentLogprobs),
            Refusal = Copy(_refusalLogprobs),
            ReasoningContent = Copy(_reasoningLogprobs),
            AdditionalProperties = ExtensionAccumulator.MembersOf(_logprobsExtensions),
        });
    }

    private void Add(ChatCompletionDelta delta)
    {
        if (_role is not { Value.Length: > 0 }) _role = delta.Role ?? _role;
        ContentAccumulator.Add(ref _content, delta.Content);
        Append(ref _refusal, delta.Refusal);
        if (delta.Content is { IsParts: true } content)
        {
            foreach (ChatContentPart part in content.Parts) Append(ref _refusal, part.RefusalContent);
        }
        Append(ref _reasoningContent, delta.ReasoningContent is { Length: > 0 } reasoning ? reasoning : delta.Content?.Thinking);
        Append(ref _reasoning, delta.ReasoningText);
        Append(ref _annotations, delta.Annotations);
        Append(ref _reasoningDetails, delta.ReasoningDetails);
        ExtensionAccumulator.Add(ref _messageExtensions, delta.AdditionalProperties);
        WireOthers.Add(ref _messageOthers, delta);
        if (delta.Audio is { } audio) (_audio ??= new AudioAccumulator()).Add(audio);
        if (delta.ToolCalls is { } pieces) (_toolCalls ??= new ToolCallsAccumulator()).Add(pieces);
        if (delta.FunctionCall is { } call) (_function ??= new FunctionCallAccumulator()).Add(call);
    }

    // Empty pieces bring nothing: role chunks hold "" beside a refusal or tool calls.
    private static void Append(ref StringBuilder? builder, string? piece)
    {
        if (!string.IsNullOrEmpty(piece)) (builder ??= new StringBuilder()).Append(piece);
    }

    // a completion made now must not change with the next piece
    private static T[]? Copy<T>(List<T>? list) => list is null ? null : [.. list];

    private static void Append<T>(ref List<T>? list, IReadOnlyList<T>? pieces)
    {
        if (pieces is { Count: > 0 }) (list ??= []).AddRange(pieces);
    }
}

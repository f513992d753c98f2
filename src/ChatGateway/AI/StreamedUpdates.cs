using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>
/// Makes updates of a stream's chunks, one of each. What only the end knows, the whole tool calls, the refusal and the last usage,
/// travels on the last update: from the finish reason on, those without contents wait for the end, and so do those
/// before the stream's id is known.
/// </summary>
internal sealed class StreamedUpdates(AudioOutputFormat? audio)
{
    private readonly Queue<ChatResponseUpdate> _waiting = new();
    private ChatCompletionChunk? _last;
    private string? _id;
    private string? _model;
    private DateTimeOffset? _createdAt;
    private ChatFinishReason? _finishReason;
    private bool _hasReasoning;
    private bool _hasEmptyReasoning;
    private TokenUsage? _usage;
    private StringBuilder? _refusal;
    private List<ReasoningDetail>? _reasoningDetails;
    private ToolCallsAccumulator? _toolCalls;
    private FunctionCallAccumulator? _oldCall;
    private SpokenContents? _sound;

    /// <summary>Takes the next chunk.</summary>
    /// <returns>Its update, to be given now behind those that wait; null when it waits, too.</returns>
    public ChatResponseUpdate? Add(ChatCompletionChunk chunk)
    {
        _last = chunk;
        // the first ones hold for the whole stream: an id that changes would be another message
        _id ??= AnswerHeads.NotEmpty(chunk.Id);
        _model = AnswerHeads.NotEmpty(chunk.Model) ?? _model;
        _createdAt ??= AnswerHeads.CreatedAt(chunk.Created);
        _usage = chunk.Usage ?? chunk.XGroq?.Usage ?? _usage;
        List<AIContent>? contents = null;
        ChatFinishReason? finishReason = null;
        IReadOnlyList<ChatCompletionChunkChoice> choices = chunk.Choices;
        for (int i = 0; i < choices.Count; i++)
        {
            ChatCompletionChunkChoice choice = choices[i];
            _usage = choice.Usage ?? _usage;
            if ((choice.Index ?? i) != 0) continue;
            Add(ref contents, choice.Delta);
            finishReason = AnswerHeads.FinishReasonOf(choice.FinishReason) ?? finishReason;
        }
        _finishReason = finishReason ?? _finishReason;
        bool waits = contents is null && (_finishReason is not null || _id is null);
        if (!waits) _id ??= MadeUpId();
        ChatResponseUpdate update = Update(contents, finishReason, chunk);
        if (!waits) return update;
        _waiting.Enqueue(update);
        return null;
    }

    /// <summary>Gives those that wait, in order.</summary>
    public bool TryTakeWaiting([MaybeNullWhen(false)] out ChatResponseUpdate update)
    {
        if (!_waiting.TryDequeue(out update)) return false;
        update.ResponseId = update.MessageId = _id;
        return true;
    }

    /// <summary>The stream is complete: puts what only now is known on the last update that waits.</summary>
    public void Close()
    {
        _id ??= MadeUpId();
        List<AIContent>? contents = null;
        IReadOnlyList<ToolCall>? calls = _toolCalls?.ToToolCalls();
        if (!_hasReasoning && ReasoningContents.IsDemandedBack(_hasEmptyReasoning ? "" : null, calls))
            AnswerContents.Add(ref contents, ReasoningContents.From("", null, _last!));
        if (ReasoningContents.Protect(_reasoningDetails) is { } details)
            AnswerContents.Add(ref contents, new TextReasoningContent("") { ProtectedData = details, RawRepresentation = _reasoningDetails });
        _sound?.AddRest(ref contents);
        ToolCallContents.Add(ref contents, calls, _oldCall?.ToFunctionCall());
        if (_refusal is not null) AnswerContents.Add(ref contents, AnswerContents.Refused(_refusal.ToString(), _last));
        if (_usage is not null) AnswerContents.Add(ref contents, new UsageContent(UsageCounts.From(_usage)) { RawRepresentation = _usage });
        if (contents is null) return;
        // a chunk that brought text has gone already; what stands for it must not bring it again
        if (_waiting.Count == 0) _waiting.Enqueue(Update(contents, _finishReason, _last! with { Choices = [], Usage = _usage }));
        else _waiting.Last().Contents = contents;
    }

    private void Add(ref List<AIContent>? contents, ChatCompletionDelta delta)
    {
        string? reasoning = delta.Reasoning;
        if (delta.ReasoningDetails is { Count: > 0 } details)
        {
            (_reasoningDetails ??= []).AddRange(details);
            if (string.IsNullOrEmpty(reasoning)) reasoning = ReasoningContents.TextOf(details);
        }
        if (!string.IsNullOrEmpty(reasoning))
        {
            // said once: joining keeps the first content's properties
            string? member = _hasReasoning ? null : ReasoningContents.MemberOf(delta.ReasoningContent, delta.ReasoningText, delta.Content);
            _hasReasoning = true;
            AnswerContents.Add(ref contents, ReasoningContents.From(reasoning, member, delta));
        }
        _hasEmptyReasoning |= delta.ReasoningContent is "";
        AnswerContents.Add(ref contents, delta.Content, delta);
        if (delta.Audio is { } spoken) (_sound ??= new SpokenContents(audio)).Add(ref contents, spoken);
        AnswerContents.Add(ref contents, delta.Annotations);
        if (delta.ToolCalls is { Count: > 0 } pieces) (_toolCalls ??= new ToolCallsAccumulator()).Add(pieces);
        if (delta.FunctionCall is { } call) (_oldCall ??= new FunctionCallAccumulator()).Add(call);
        if (AnswerContents.RefusalOf(delta.Refusal, delta.Content) is { Length: > 0 } refusal) (_refusal ??= new StringBuilder()).Append(refusal);
    }

    private ChatResponseUpdate Update(List<AIContent>? contents, ChatFinishReason? finishReason, ChatCompletionChunk raw)
    {
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ResponseId = _id,
            MessageId = _id,
            ModelId = _model,
            CreatedAt = _createdAt,
            FinishReason = finishReason,
            RawRepresentation = raw,
        };
        if (contents is not null) update.Contents = contents;
        return update;
    }

    private static string MadeUpId() => $"chatcmpl-{Guid.NewGuid():N}";
}

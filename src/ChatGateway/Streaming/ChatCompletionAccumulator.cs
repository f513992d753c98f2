namespace ChatGateway;

/// <summary>
/// Puts the chunks of a stream together to the completion that they are pieces of: texts are joined, choices and tool calls
/// found by index, the last usage wins wherever it stands, members that no type declares are kept. Not thread-safe.
/// </summary>
public sealed class ChatCompletionAccumulator
{
    // made for a second choice, which few answers have
    private SortedDictionary<int, ChoiceAccumulator>? _choices;
    private ExtensionAccumulator? _extensions;
    private WireOthers? _others;
    private ChoiceAccumulator? _last;
    private string? _id;
    private long? _created;
    private string? _model;
    private TokenUsage? _usage;
    private ServiceTier? _serviceTier;
    private string? _systemFingerprint;
    private ModerationReport? _moderation;
    private Dictionary<string, string>? _metadata;
    private GroqExtension? _groq;
    private GatewayResponse? _response;

    /// <summary>Whether at least one choice has come and every one has its finish reason.</summary>
    public bool IsFinished => _last is not null && All.All(choice => choice.FinishReason is not null);

    private IEnumerable<ChoiceAccumulator> All => _choices?.Values ?? (_last is null ? [] : Enumerable.Repeat(_last, 1));

    /// <summary>Adds the next chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    public void Add(ChatCompletionChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        AddHead(chunk);
        _usage = chunk.Usage ?? chunk.XGroq?.Usage ?? _usage;
        ExtensionAccumulator.Add(ref _extensions, chunk.AdditionalProperties);
        WireOthers.Add(ref _others, chunk);
        IReadOnlyList<ChatCompletionChunkChoice> choices = chunk.Choices;
        for (int i = 0; i < choices.Count; i++)
        {
            ChatCompletionChunkChoice choice = choices[i];
            ChoiceOf(choice.Index ?? i).Add(choice);
            _usage = choice.Usage ?? _usage;
        }
    }

    /// <summary>Makes the completion of what has been added so far.</summary>
    /// <returns>The completion; its <see cref="ChatCompletion.Object"/> is <c>chat.completion</c>.</returns>
    public ChatCompletion ToChatCompletion()
    {
        ChatCompletion completion = WireOthers.Complete(_others, ToCompletion());
        if (_response is not null) completion.CameFrom(_response);
        return completion;
    }

    private ChatCompletion ToCompletion() => new()
    {
        Id = _id,
        Object = "chat.completion",
        Created = _created,
        Model = _model,
        Choices = [.. All.Select(choice => choice.ToChoice())],
        Usage = _usage,
        ServiceTier = _serviceTier,
        SystemFingerprint = _systemFingerprint,
        Moderation = _moderation,
        Metadata = _metadata,
        XGroq = _groq,
        AdditionalProperties = ExtensionAccumulator.MembersOf(_extensions),
    };

    // nearly all pieces belong to the same choice as the one before
    private ChoiceAccumulator ChoiceOf(int index)
    {
        if (_last?.Index == index) return _last;
        if (_last is null) return _last = new ChoiceAccumulator(index);
        _choices ??= new SortedDictionary<int, ChoiceAccumulator> { [_last.Index] = _last };
        if (!_choices.TryGetValue(index, out ChoiceAccumulator? choice)) _choices.Add(index, choice = new ChoiceAccumulator(index));
        return _last = choice;
    }

    // Azure's annotation chunks have empty ids and a creation time of 0
    private void AddHead(ChatCompletionChunk chunk)
    {
        _id = NotEmpty(chunk.Id) ?? _id;
        _created = chunk.Created is null or 0 ? _created : chunk.Created;
        _model = NotEmpty(chunk.Model) ?? _model;
        _serviceTier = chunk.ServiceTier ?? _serviceTier;
        _systemFingerprint = NotEmpty(chunk.SystemFingerprint) ?? _systemFingerprint;
        _moderation = chunk.Moderation ?? _moderation;
        _metadata = chunk.Metadata ?? _metadata;
        _groq = chunk.XGroq ?? _groq;
        _response = chunk.Response ?? _response;
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

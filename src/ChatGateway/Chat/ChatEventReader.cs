namespace ChatGateway;

/// <summary>
/// Makes chunks of a stream's events, and knows how far the answer has come. An event holds one JSON document by the standard;
/// some relays put several into one, or the end marker behind one.
/// </summary>
internal sealed class ChatEventReader(GatewayCall call, int maxPartialBytes)
{
    private readonly WireSeries<ChatCompletionChunk> _chunks = new();
    private readonly ChoiceTracker _choices = new();
    private readonly GatewayResponse _response = call.Response;
    private ReadOnlyMemory<byte> _rest;
    private string? _name;
    private bool _isUnterminated;

    private static ReadOnlySpan<byte> EndMarker => "[DONE]"u8;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>Whether a chunk has come: what fails afterwards is the stream's failure.</summary>
    public bool HasChunk { get; private set; }

    /// <summary>Whether the end marker has come.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether every choice that came has its finish reason.</summary>
    public bool IsFinished => _choices.IsFinished;

    /// <summary>What has come.</summary>
    public PartialAnswer Partial { get; } = new(maxPartialBytes);

    /// <summary>Takes the next event; its chunks are read from its data, which must stay until they are.</summary>
    /// <returns>False when the event says nothing.</returns>
    /// <exception cref="ChatGatewayException">It is an error event.</exception>
    public bool Open(SseReader events)
    {
        _name = events.EventName;
        _isUnterminated = events.IsUnterminated;
        _rest = events.Data.Trim(Blanks);
        if (_name == SseReader.ErrorEvent) throw ErrorEvent(ErrorBody.Read(_rest.Span));
        // some relays send comments as data
        if (_rest.Span is [(byte)':', ..]) _rest = default;
        return !_rest.IsEmpty;
    }

    /// <summary>The event's next chunk; null when there is none, or the end marker has come.</summary>
    /// <exception cref="ChatGatewayException">The event holds an error, or nothing that the API promises.</exception>
    public ChatCompletionChunk? Next()
    {
        while (!_rest.IsEmpty)
        {
            ReadOnlySpan<byte> data = _rest.Span;
            if (data.StartsWith(EndMarker))
            {
                if (!IsEnd(data)) throw Malformed("more follows the end marker.");
                return End();
            }
            if (Read(data, out int length) is not { } chunk)
            {
                _rest = default;
                return null;
            }
            _rest = _rest[length..].TrimStart(Blanks);
            if (Check(chunk, data[..length]) is { } good) return good;
        }
        return null;
    }

    public Exception Malformed(string what) => HasChunk
        ? Failures.Stream(call, GatewayStreamFailure.Malformed, what, Partial)
        : Failures.Protocol(call, what, default);

    public Exception Truncated(string what) => Failures.Stream(call, GatewayStreamFailure.Truncated, what, Partial);

    // "[DONE]" twice is an end too
    private static bool IsEnd(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> behind = data[EndMarker.Length..];
        return behind.IsEmpty || (Blanks.Contains(behind[0]) && behind.TrimStart(Blanks).StartsWith(EndMarker));
    }

    private ChatCompletionChunk? End()
    {
        _rest = default;
        if (!HasChunk) throw Truncated("it held nothing but its end marker.");
        IsOver = true;
        return null;
    }

    /// <summary>Reads the first document; null when the event is one of another protocol.</summary>
    private ChatCompletionChunk? Read(ReadOnlySpan<byte> data, out int length)
    {
        try
        {
            ChatCompletionChunk chunk = _chunks.Read(data, out length);
            ReadOnlySpan<byte> behind = data[length..].TrimStart(Blanks);
            return behind.IsEmpty || behind[0] == '{' || behind.StartsWith(EndMarker)
                ? chunk
                : throw new WireFormatException("More follows the end of the JSON.");
        }
        catch (WireFormatException e)
        {
            length = data.Length;
            if (ErrorBody.FindInSuccess(data) is { } error) throw ErrorEvent(error);
            // the connection ended inside the event
            if (_isUnterminated)
                throw HasChunk ? Truncated("it ended inside an event.") : Failures.Connection(call, new ConnectionFailure("the stream ended inside its first event."), null);
            return _name is null or "message" ? throw Malformed(e.Message) : null;
        }
    }

    private ChatCompletionChunk? Check(ChatCompletionChunk chunk, ReadOnlySpan<byte> data)
    {
        bool failed = false;
        IReadOnlyList<ChatCompletionChunkChoice> choices = chunk.Choices;
        int count = choices.Count;
        if (count > ChoiceTracker.MaxIndex + 1) throw Malformed("There are impossibly many choices.");
        for (int i = 0; i < count; i++)
        {
            ChatCompletionChunkChoice choice = choices[i];
            if (ChatCompletionRules.FindImpossible(choice) is { } impossible) throw Malformed(impossible);
            FinishReason? reason = choice.FinishReason;
            if (reason is { } given) failed |= given == FinishReason.Error;
            _choices.Note(choice.Index ?? i, hasEnded: reason is { Value.Length: > 0 });
        }
        if (failed || count == 0 || ErrorBody.MayBeIn(data))
        {
            ErrorBody? error = ErrorBody.FindInSuccess(data);
            if (error is not null || failed)
            {
                // its choices tell a stream that broke from a request that was refused
                if (count > 0) Partial.Add(chunk, data.Length);
                throw ErrorEvent(error ?? new ErrorBody(null, null, null, null, IsHtml: false));
            }
            // ChatAnywhere's pseudo error, a ping: nothing of an answer
            if (chunk is { Choices.Count: 0, Usage: null, XGroq: null, Id: null }) return null;
        }
        chunk.Response = _response;
        HasChunk = true;
        Partial.Add(chunk, data.Length);
        return chunk;
    }

    private Exception ErrorEvent(ErrorBody error) =>
        HasChunk || _choices.HasChoices ? Failures.ErrorEvent(call, error, Partial) : Failures.ErrorInSuccess(call, error, default);
}

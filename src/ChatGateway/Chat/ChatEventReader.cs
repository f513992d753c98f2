namespace ChatGateway;

/// <summary>
/// Makes chunks of a stream's events, and knows how far the answer has come. An event holds one JSON document by the standard;
/// some relays put several into one, or the end marker behind one.
/// </summary>
internal sealed class ChatEventReader(GatewayCall call, int maxPartialBytes)
{
    /// <summary>More than any relay puts into an event; millions of empty ones would cost memory.</summary>
    private const int MaxDocuments = 1024;

    private readonly WireSeries<ChatCompletionChunk> _chunks = new();
    private readonly ChoiceTracker _choices = new();
    private readonly GatewayResponse _response = call.Response;
    // hardly any relay needs it
    private Queue<(ChatCompletionChunk Chunk, ReadOnlyMemory<byte> Data)>? _others;
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
    /// <exception cref="ChatGatewayException">It is an error event.</exception>
    public void Open(SseReader events)
    {
        _name = events.EventName;
        _isUnterminated = events.IsUnterminated;
        _rest = events.Data.Trim(Blanks);
        if (_name == SseReader.ErrorEvent)
        {
            if (!ErrorBody.IsPseudoError(_rest.Span)) throw ErrorEvent(ErrorBody.Read(_rest.Span));
            _rest = default;
        }
        // some relays send comments as data
        if (_rest.Span is [(byte)':', ..]) _rest = default;
    }

    /// <summary>The event's next chunk; null when there is none, or the end marker has come.</summary>
    /// <exception cref="ChatGatewayException">The event holds an error, or nothing that the API promises.</exception>
    public ChatCompletionChunk? Next()
    {
        while (true)
        {
            if (_others is not null && _others.TryDequeue(out (ChatCompletionChunk Chunk, ReadOnlyMemory<byte> Data) other))
            {
                if (Check(other.Chunk, other.Data.Span) is { } next) return next;
            }
            else if (_rest.IsEmpty)
            {
                return null;
            }
            else if (_rest.Span.StartsWith(EndMarker))
            {
                return End();
            }
            else if (ReadEvent() is { } chunk)
            {
                return chunk;
            }
        }
    }

    public Exception Malformed(string what) => HasChunk
        ? Failures.Stream(call, GatewayStreamFailure.Malformed, what, Partial)
        : Failures.Protocol(call, what, default);

    public Exception Truncated(string what) => Failures.Stream(call, GatewayStreamFailure.Truncated, what, Partial);

    // "[DONE]" twice is an end too
    private static bool IsEnd(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith(EndMarker)) return false;
        ReadOnlySpan<byte> behind = data[EndMarker.Length..];
        return behind.IsEmpty || (Blanks.Contains(behind[0]) && behind.TrimStart(Blanks).StartsWith(EndMarker));
    }

    private ChatCompletionChunk? End()
    {
        if (!IsEnd(_rest.Span)) throw Malformed("more follows the end marker.");
        _rest = default;
        if (!HasChunk) throw Truncated("it held nothing but its end marker.");
        IsOver = true;
        return null;
    }

    /// <summary>Reads the event's documents, all of them before the first is given: an event that is cut says nothing. Null when they say nothing.</summary>
    private ChatCompletionChunk? ReadEvent()
    {
        ReadOnlyMemory<byte> data = _rest;
        try
        {
            ChatCompletionChunk first = _chunks.Read(data.Span, out int length);
            _rest = data[length..].TrimStart(Blanks);
            if (!_rest.IsEmpty) ReadOthers();
            return Check(first, data.Span[..length]);
        }
        catch (WireFormatException e)
        {
            bool isOurs = _name is null or "message";
            _rest = default;
            _others?.Clear();
            _chunks.Forget();
            if ((isOurs || ErrorBody.MayBeIn(data.Span)) && ErrorBody.FindInSuccess(data.Span) is { } error) throw ErrorEvent(error);
            // the connection ended inside the event
            if (_isUnterminated)
                throw HasChunk ? Truncated("it ended inside an event.") : Failures.Connection(call, new ConnectionFailure("the stream ended inside its first event."), null);
            // otherwise an event of another protocol
            return isOurs ? throw Malformed(e.Message) : null;
        }
    }

    /// <summary>Some relays put several documents into an event, or the end marker behind one.</summary>
    private void ReadOthers()
    {
        while (!_rest.IsEmpty && !_rest.Span.StartsWith(EndMarker))
        {
            _others ??= [];
            if (_others.Count == MaxDocuments) throw new WireFormatException($"An event holds more than {MaxDocuments} documents.");
            ChatCompletionChunk chunk = _chunks.Read(_rest.Span, out int length);
            _others.Enqueue((chunk, _rest[..length]));
            _rest = _rest[length..].TrimStart(Blanks);
        }
        if (!_rest.IsEmpty && !IsEnd(_rest.Span)) throw new WireFormatException("More follows the end marker.");
    }

    private ChatCompletionChunk? Check(ChatCompletionChunk chunk, ReadOnlySpan<byte> data)
    {
        bool failed = false;
        bool isLegacy = false;
        // no error is declared, which spares the look at most of the bytes
        bool mayFail = chunk.Object == ErrorBody.ObjectName || ErrorBody.MayBeIn(chunk.Undeclared);
        IReadOnlyList<ChatCompletionChunkChoice> choices = chunk.Choices;
        int count = choices.Count;
        if (count > ChoiceTracker.MaxIndex + 1) throw Malformed("There are impossibly many choices.");
        for (int i = 0; i < count; i++)
        {
            ChatCompletionChunkChoice choice = choices[i];
            if (ChatCompletionRules.FindImpossible(choice) is { } impossible) throw Malformed(impossible);
            FinishReason? reason = choice.FinishReason;
            if (reason is { } given) failed |= ChatCompletionRules.IsFailure(given);
            mayFail |= ErrorBody.MayBeIn(choice.Undeclared);
            isLegacy |= LegacyChoice.IsIn(choice);
            _choices.Note(choice.Index ?? i, hasEnded: reason is { Value.Length: > 0 });
        }
        mayFail |= failed || (chunk.XGroq is not null && ErrorBody.MayBeIn(data));
        if (mayFail || count == 0)
        {
            bool isNothing = chunk is { Choices.Count: 0, Usage: null, XGroq: null, Id: null, ServiceTier: null, SystemFingerprint: null, Metadata: null, Moderation: null }
                // after a chunk even one without choices may hold a vendor's members, as the price; before, it would only forbid a retry
                && !(HasChunk && data.IndexOf("\"choices\""u8) >= 0);
            // a message of another protocol is no error
            if (isNothing && !mayFail && _name is not (null or "message")) return null;
            ErrorBody? error = mayFail || ErrorBody.MayBeInEmpty(data) ? ErrorBody.FindInSuccess(data) : null;
            if (error is not null || failed)
            {
                // its choices tell a stream that broke from a request that was refused
                if (count > 0) Partial.Add(chunk, data.Length);
                throw ErrorEvent(error ?? new ErrorBody(null, null, null, null, IsHtml: false));
            }
            // ChatAnywhere's pseudo error, a ping: nothing of an answer
            if (isNothing) return null;
        }
        if (isLegacy) chunk = LegacyChoice.Translate(chunk);
        chunk.CameFrom(_response);
        HasChunk = true;
        Partial.Add(chunk, data.Length);
        return chunk;
    }

    private Exception ErrorEvent(ErrorBody error) =>
        HasChunk ? Failures.ErrorEvent(call, error, Partial) : Failures.ErrorInSuccess(call, error, default);
}

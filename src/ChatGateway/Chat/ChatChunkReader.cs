namespace ChatGateway;

/// <summary>
/// Reads the chunks of one attempt's stream and decides how it ended: complete by <c>[DONE]</c> or by a finish reason on
/// every choice, or else in an exception that holds what had come.
/// </summary>
internal sealed class ChatChunkReader : IAsyncDisposable
{
    private readonly GatewayCall _call;
    private readonly TransportSettings _settings;
    private readonly HttpResponseMessage _response;
    private readonly WatchedStream _body;
    private readonly SseReader _events;
    private readonly GatewayResponse _responseInfo;
    private readonly ChatCompletionAccumulator _received = new();
    private ChatCompletionChunk? _first;
    private bool _hasChunk;
    private bool _isOver;

    private ChatChunkReader(GatewayCall call, TransportSettings settings, HttpResponseMessage response, Stream body)
    {
        _call = call;
        _settings = settings;
        _response = response;
        _responseInfo = call.Response;
        _body = new WatchedStream(body, settings.Resilience, settings.TimeProvider);
        _events = new SseReader(_body, settings.Limits.MaxEventBytes);
    }

    /// <summary>The call's place among those under way, held until the stream ends.</summary>
    public ConcurrencyGate.Permit Permit { get; set; }

    private ChatCompletion? Partial => _hasChunk ? _received.ToChatCompletion() : null;

    /// <summary>Reads the first chunk; a failure until then is the attempt's, and may be retried.</summary>
    public static async Task<ChatChunkReader> BeginAsync(
        GatewayCall call, TransportSettings settings, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var reader = new ChatChunkReader(call, settings, response, body);
        try
        {
            reader._first = await reader.GuardedAsync(cancellationToken).ConfigureAwait(false);
            reader._hasChunk = true;
            return reader;
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The next chunk, or null when the answer is complete.</summary>
    public async ValueTask<ChatCompletionChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_first is { } first)
        {
            _first = null;
            return first;
        }
        if (_isOver) return null;
        ChatCompletionChunk? chunk = await GuardedAsync(cancellationToken).ConfigureAwait(false);
        _isOver |= chunk is null;
        return chunk;
    }

    public async ValueTask DisposeAsync()
    {
        // first, since a handler of the caller's may take its time to let go
        Permit.Dispose();
        if (_isOver) StreamEnding.Release(_response, _body);
        else await StreamEnding.AbortAsync(_response, _body).ConfigureAwait(false);
        _events.Dispose();
    }

    private async ValueTask<ChatCompletionChunk?> NextAsync(CancellationToken cancellationToken)
    {
        if (!_hasChunk && await _events.PeekAsync(cancellationToken).ConfigureAwait(false) is (byte)'{' or (byte)'[' or (byte)'<')
            return await ReadWholeAnswerAsync(cancellationToken).ConfigureAwait(false);
        while (await _events.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            ReadOnlyMemory<byte> data = _events.Data.Trim(" \t\r\n"u8);
            if (data.IsEmpty && _events.EventName != "error") continue;
            _body.EventCame();
            if (data.Span.SequenceEqual("[DONE]"u8))
            {
                if (!_hasChunk) throw Failures.Stream(_call, GatewayStreamFailure.Truncated, "it held nothing but its end marker.", null);
                return null;
            }
            if (ReadEvent(data.Span) is { } chunk) return chunk;
        }
        CheckEnd();
        return null;
    }

    private ChatCompletionChunk? ReadEvent(ReadOnlySpan<byte> data)
    {
        string? name = _events.EventName;
        if (name == "error") throw ErrorEvent(ErrorBody.Read(data));
        ChatCompletionChunk chunk;
        try
        {
            chunk = WireDocument.Parse<ChatCompletionChunk>(data);
        }
        catch (WireFormatException e)
        {
            if (ErrorBody.FindInSuccess(data) is { } error) throw ErrorEvent(error);
            // the connection ended inside the event
            if (_events.IsUnterminated)
            {
                throw _hasChunk
                    ? Failures.Stream(_call, GatewayStreamFailure.Truncated, "it ended inside an event.", Partial)
                    : Failures.Connection(_call, new ConnectionFailure("the stream ended inside its first event."), null);
            }
            if (name is not (null or "message")) return null;
            throw Malformed(e.Message);
        }
        chunk.Response = _responseInfo;
        return Check(chunk, data);
    }

    private ChatCompletionChunk? Check(ChatCompletionChunk chunk, ReadOnlySpan<byte> data)
    {
        if (ChatCompletionRules.FindImpossible(chunk) is { } impossible) throw Malformed(impossible);
        bool failed = chunk.Choices.Any(choice => choice.FinishReason == FinishReason.Error);
        // the member, not the word in a text: there its quotes would be escaped
        if (failed || chunk.Choices.Count == 0 || data.IndexOf("\"error\""u8) >= 0)
        {
            ErrorBody? error = ErrorBody.FindInSuccess(data);
            if (error is not null || failed)
            {
                // its choices tell a stream that broke from a request that was refused
                if (chunk.Choices.Count > 0) _received.Add(chunk);
                throw ErrorEvent(error ?? new ErrorBody(null, null, null, null, IsHtml: false));
            }
            // ChatAnywhere's pseudo error, a ping: nothing of an answer
            if (chunk is { Choices.Count: 0, Usage: null, XGroq: null, Id: null }) return null;
        }
        _received.Add(chunk);
        return chunk;
    }

    private async ValueTask<ChatCompletionChunk?> ReadWholeAnswerAsync(CancellationToken cancellationToken)
    {
        long limit = _settings.Limits.MaxBodyBytes;
        (ReadOnlyMemory<byte> body, bool isCut) = await _events.ReadToEndAsync(limit, cancellationToken).ConfigureAwait(false);
        if (isCut) throw Failures.BodyTooLarge(_call, limit, body.Span);
        _call.Body = body;
        ChatCompletion completion = WireDocument.Parse<ChatCompletion>(body.Span);
        ChatCompletionRules.CheckAnswer(_call, completion);
        _isOver = true;
        ChatCompletionChunk chunk = ChatCompletionChunks.FromWhole(completion);
        chunk.Response = _responseInfo;
        return chunk;
    }

    private void CheckEnd()
    {
        if (!_hasChunk)
        {
            string? type = _response.Content.Headers.ContentType?.MediaType;
            throw type is null or "text/event-stream"
                ? Failures.Connection(_call, new ConnectionFailure("the stream ended before its first event."), null)
                : Failures.Protocol(_call, $"A {type} body came instead of an event stream.", default);
        }
        if (!_received.IsFinished) throw Failures.Stream(_call, GatewayStreamFailure.Truncated, "it ended without its end marker and without a finish reason.", Partial);
    }

    private Exception ErrorEvent(ErrorBody error) =>
        _hasChunk || _received.HasChoices ? Failures.ErrorEvent(_call, error, _received.ToChatCompletion()) : Failures.ErrorInSuccess(_call, error, default);

    private Exception Malformed(string what) => _hasChunk
        ? Failures.Stream(_call, GatewayStreamFailure.Malformed, what, Partial)
        : Failures.Protocol(_call, what, default);

    private async ValueTask<ChatCompletionChunk?> GuardedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (WireFormatException e)
        {
            throw Failures.Unreadable(_call, e);
        }
        catch (SseEventTooLargeException e)
        {
            string what = $"an event exceeds {nameof(GatewayLimits)}.{nameof(GatewayLimits.MaxEventBytes)} ({e.Limit} bytes).";
            throw Failures.Stream(_call, GatewayStreamFailure.TooLarge, what, Partial);
        }
        catch (StreamStalledException e)
        {
            GatewayStreamFailure reason = e.Option == nameof(ResilienceOptions.MaxStreamDuration) ? GatewayStreamFailure.Interrupted : GatewayStreamFailure.Idle;
            throw _hasChunk ? Failures.Stream(_call, reason, e.Message, Partial) : Failures.Stalled(_call, e);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ConnectionFailures.Describe(e) is { } failure)
        {
            throw _hasChunk
                ? Failures.Stream(_call, GatewayStreamFailure.Interrupted, failure.What, Partial, e)
                : Failures.Connection(_call, failure, e);
        }
    }
}

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
    private readonly ChatEventReader _answer;
    private readonly SurrogateJoiner _joiner = new();
    private ChatCompletionChunk? _first;
    private bool _isOver;

    private ChatChunkReader(GatewayCall call, TransportSettings settings, HttpResponseMessage response, Stream body, long asked)
    {
        _call = call;
        _settings = settings;
        _response = response;
        _body = new WatchedStream(body, settings.Resilience, settings.TimeProvider, asked);
        _events = new SseReader(_body, settings.Limits.MaxEventBytes);
        _answer = new ChatEventReader(call, settings.Limits.MaxPartialBytes);
    }

    /// <summary>The call's place among those under way, held until the stream ends; null when there is no limit.</summary>
    public ConcurrencyGate.Permit? Permit { get; set; }

    /// <summary>Reads the first chunk; a failure until then is the attempt's, and may be retried.</summary>
    /// <param name="call">The call.</param>
    /// <param name="settings">The limits and the clock.</param>
    /// <param name="response">The response, whose body has not been read.</param>
    /// <param name="asked">When the stream was asked for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<ChatChunkReader> BeginAsync(
        GatewayCall call, TransportSettings settings, HttpResponseMessage response, long asked, CancellationToken cancellationToken)
    {
        Stream body = await DecodedContent.OpenAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var reader = new ChatChunkReader(call, settings, response, body, asked);
        try
        {
            reader._first = await reader.ReadFirstAsync(cancellationToken).ConfigureAwait(false);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The next chunk, if what has been received holds one, or null when the answer is complete.</summary>
    /// <returns>False when more has to be received.</returns>
    public bool TryRead(out ChatCompletionChunk? chunk)
    {
        chunk = _first;
        _first = null;
        if (chunk is not null || _isOver) return true;
        while ((chunk = _answer.Next()) is null)
        {
            if (_answer.IsOver) return End(out chunk);
            if (TryReadEvent())
            {
                _answer.Open(_events);
                continue;
            }
            if (!_events.HasEnded) return false;
            CheckEnd();
            return End(out chunk);
        }
        // not with any data: a server's pings may have some
        _body.EventCame();
        chunk = _joiner.Join(chunk);
        return true;
    }

    /// <summary>The next chunk, waiting for it; null when the answer is complete.</summary>
    public async ValueTask<ChatCompletionChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        ChatCompletionChunk? chunk;
        while (!TryRead(out chunk)) Received(await ReceiveAsync(cancellationToken).ConfigureAwait(false));
        return chunk;
    }

    /// <summary>Receives more; to be followed by <see cref="Received"/>.</summary>
    public ValueTask<int> ReceiveAsync(CancellationToken cancellationToken) => _body.ReadAsync(_events.Room(), cancellationToken);

    /// <summary>Takes what <see cref="ReceiveAsync"/> has brought.</summary>
    public void Received(int count) => _events.Received(count);

    /// <summary>What went wrong while receiving, as an exception of the client's; null for what is one already, and for a cancellation.</summary>
    public ChatGatewayException? Translate(Exception e, CancellationToken cancellationToken) => e switch
    {
        ChatGatewayException => null,
        WireFormatException fault => Failures.Unreadable(_call, fault),
        SseEventTooLargeException tooLarge => TooLarge(tooLarge),
        StreamStalledException stall when !_answer.HasChunk => Failures.Stalled(_call, stall),
        StreamStalledException stall => Failures.Stream(
            _call,
            stall.Option == nameof(ResilienceOptions.MaxStreamDuration) ? GatewayStreamFailure.Interrupted : GatewayStreamFailure.Idle,
            stall.Message,
            _answer.Partial),
        _ when cancellationToken.IsCancellationRequested => null,
        _ when ConnectionFailures.Describe(e) is not { } failure => null,
        _ when !_answer.HasChunk => Failures.Connection(_call, ConnectionFailures.Describe(e)!, e),
        _ => Failures.Stream(_call, GatewayStreamFailure.Interrupted, ConnectionFailures.Describe(e)!.What, _answer.Partial, e),
    };

    public async ValueTask DisposeAsync()
    {
        // first, since a handler of the caller's may take its time to let go
        Permit?.Dispose();
        if (_isOver) StreamEnding.Release(_response, _body);
        else await StreamEnding.AbortAsync(_response, _body).ConfigureAwait(false);
        _events.Dispose();
    }

    private async ValueTask<ChatCompletionChunk?> ReadFirstAsync(CancellationToken cancellationToken)
    {
        try
        {
            bool isWhole = await _events.PeekAsync(cancellationToken).ConfigureAwait(false) is (byte)'{' or (byte)'[' or (byte)'<';
            return isWhole
                ? await ReadWholeAnswerAsync(cancellationToken).ConfigureAwait(false)
                : await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Translate(e, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    private bool TryReadEvent()
    {
        try
        {
            return _events.TryRead();
        }
        catch (SseEventTooLargeException e)
        {
            throw TooLarge(e);
        }
    }

    private bool End(out ChatCompletionChunk? chunk)
    {
        _isOver = true;
        chunk = _joiner.Flush();
        return true;
    }

    private async ValueTask<ChatCompletionChunk?> ReadWholeAnswerAsync(CancellationToken cancellationToken)
    {
        long limit = _settings.Limits.MaxBodyBytes;
        (ReadOnlyMemory<byte> body, bool isCut) = await _events.ReadToEndAsync(limit, cancellationToken).ConfigureAwait(false);
        if (isCut) throw Failures.BodyTooLarge(_call, limit, body.Span);
        _call.Hold(body);
        ChatCompletion completion = ChatCompletionRules.Checked(_call, WireDocument.Parse<ChatCompletion>(body.Span));
        _isOver = true;
        ChatCompletionChunk chunk = ChatCompletionChunks.FromWhole(completion);
        chunk.CameFrom(_call.Response);
        return chunk;
    }

    private void CheckEnd()
    {
        if (!_answer.HasChunk)
        {
            string? type = _response.Content.Headers.ContentType?.MediaType;
            throw type is null or "text/event-stream"
                ? Failures.Connection(_call, new ConnectionFailure("the stream ended before its first event."), null)
                : Failures.Protocol(_call, $"A body of type {type} came instead of an event stream.", default);
        }
        if (!_answer.IsFinished) throw _answer.Truncated("it ended without its end marker and without a finish reason.");
    }

    private GatewayStreamException TooLarge(SseEventTooLargeException e) => Failures.Stream(
        _call,
        GatewayStreamFailure.TooLarge,
        $"an event exceeds {nameof(GatewayLimits)}.{nameof(GatewayLimits.MaxEventBytes)} ({e.Limit} bytes).",
        _answer.Partial);
}

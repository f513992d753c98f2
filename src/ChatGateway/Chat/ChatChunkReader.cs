namespace ChatGateway;

/// <summary>
/// Reads the chunks of one streamed answer and decides how it ended: complete by <c>[DONE]</c> or by a finish reason on
/// every choice, or else in an exception that holds what had come.
/// </summary>
internal sealed class ChatChunkReader : IAsyncDisposable
{
    private readonly GatewayCall _call;
    private readonly TransportSettings _settings;
    private readonly CancellationToken _callToken;
    private readonly CancellationToken _enumerationToken;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _cancellation;
    private readonly ChatCompletionAccumulator _received = new();
    private GatewayResponse? _responseInfo;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private SseReader? _events;
    private bool _hasChunk;
    private bool _isOver;

    public ChatChunkReader(GatewayCall call, TransportSettings settings, CancellationToken callToken, CancellationToken enumerationToken)
    {
        _call = call;
        _settings = settings;
        _callToken = callToken;
        _enumerationToken = enumerationToken;
        _timeout = new CancellationTokenSource(call.Timeout, settings.TimeProvider);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(callToken, enumerationToken, _timeout.Token);
    }

    private ChatCompletion? Partial => _hasChunk ? _received.ToChatCompletion() : null;

    public Task OpenAsync(Func<CancellationToken, Task<HttpResponseMessage>> open) => Guarded(async () =>
    {
        _response = await open(_cancellation.Token).ConfigureAwait(false);
        _responseInfo = _call.Response;
        _body = await _response.Content.ReadAsStreamAsync(_cancellation.Token).ConfigureAwait(false);
        _events = new SseReader(_body, _settings.Limits.MaxEventBytes);
        return true;
    });

    /// <summary>The next chunk, or null when the answer is complete.</summary>
    public async ValueTask<ChatCompletionChunk?> ReadAsync()
    {
        if (_isOver) return null;
        ChatCompletionChunk? chunk = await Guarded(NextAsync).ConfigureAwait(false);
        if (chunk is null)
        {
            _isOver = true;
            return null;
        }
        if (!_hasChunk)
        {
            _hasChunk = true;
            // the time limit of a stream is that of its first event
            _timeout.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        return chunk;
    }

    public async ValueTask DisposeAsync()
    {
        if (_response is not null)
        {
            if (_isOver) StreamEnding.Release(_response, _body!, _settings.TimeProvider);
            else await StreamEnding.AbortAsync(_response, _body).ConfigureAwait(false);
        }
        _events?.Dispose();
        _cancellation.Dispose();
        _timeout.Dispose();
    }

    private async Task<ChatCompletionChunk?> NextAsync()
    {
        if (!_hasChunk && await _events!.PeekAsync(_cancellation.Token).ConfigureAwait(false) is (byte)'{' or (byte)'[' or (byte)'<')
            return await ReadWholeAnswerAsync().ConfigureAwait(false);
        while (await _events!.ReadAsync(_cancellation.Token).ConfigureAwait(false))
        {
            ReadOnlyMemory<byte> data = _events.Data.Trim(" \t\r\n"u8);
            if (data.IsEmpty) continue;
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
        string? name = _events!.EventName;
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
            if (_events.IsUnterminated) throw Failures.Stream(_call, GatewayStreamFailure.Truncated, "it ended inside an event.", Partial);
            if (name is not (null or "message")) return null;
            throw Malformed(e.Message);
        }
        chunk.Response = _responseInfo;
        return Check(chunk, data);
    }

    private ChatCompletionChunk? Check(ChatCompletionChunk chunk, ReadOnlySpan<byte> data)
    {
        bool failed = false;
        foreach (ChatCompletionChunkChoice choice in chunk.Choices)
        {
            if (choice.Index is < 0 or > ChatCompletionRules.MaxIndex) throw Malformed("A choice's index is impossible.");
            foreach (ToolCallDelta call in choice.Delta.ToolCalls ?? [])
            {
                if (call.Index is < 0 or > ChatCompletionRules.MaxIndex) throw Malformed("A tool call's index is impossible.");
            }
            failed |= choice.FinishReason == FinishReason.Error;
        }
        // the member, not the word in a text: there its quotes would be escaped
        if (failed || chunk.Choices.Count == 0 || data.IndexOf("\"error\""u8) >= 0)
        {
            ErrorBody? error = ErrorBody.FindInSuccess(data);
            if (error is not null || failed)
            {
                Receive(chunk);
                throw ErrorEvent(error ?? new ErrorBody(null, null, null, null, IsHtml: false));
            }
            // ChatAnywhere's pseudo error, a ping: nothing of an answer
            if (chunk is { Choices.Count: 0, Usage: null, XGroq: null, Id: null }) return null;
        }
        _received.Add(chunk);
        return chunk;
    }

    // only a chunk that brings choices makes the difference between a refused and a broken stream
    private void Receive(ChatCompletionChunk chunk)
    {
        if (chunk.Choices.Count == 0) return;
        _received.Add(chunk);
    }

    private async Task<ChatCompletionChunk?> ReadWholeAnswerAsync()
    {
        (ReadOnlyMemory<byte> body, bool isCut) = await _events!.ReadToEndAsync(_settings.Limits.MaxBodyBytes, _cancellation.Token).ConfigureAwait(false);
        if (isCut) throw Failures.Protocol(_call, $"The body exceeds {nameof(GatewayLimits)}.{nameof(GatewayLimits.MaxBodyBytes)} ({_settings.Limits.MaxBodyBytes} bytes).", body.Span);
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
            if (_response!.Content.Headers.ContentType?.MediaType is not (null or "text/event-stream"))
                throw Failures.Protocol(_call, $"A {_response.Content.Headers.ContentType.MediaType} body came instead of an event stream.", default);
            throw Failures.Connection(_call, "the stream ended before its first event.", null);
        }
        if (!_received.IsFinished) throw Failures.Stream(_call, GatewayStreamFailure.Truncated, "it ended without its end marker and without a finish reason.", Partial);
    }

    private Exception ErrorEvent(ErrorBody error) =>
        _hasChunk || _received.HasChoices ? Failures.ErrorEvent(_call, error, _received.ToChatCompletion()) : Failures.ErrorInSuccess(_call, error, default);

    private Exception Malformed(string what) => _hasChunk
        ? Failures.Stream(_call, GatewayStreamFailure.Malformed, what, Partial)
        : Failures.Protocol(_call, what, default);

    private async Task<T> Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (WireFormatException e)
        {
            throw ErrorBody.FindInSuccess(_call.Body.Span) is { } error
                ? Failures.ErrorInSuccess(_call, error, _call.Body.Span)
                : Failures.Protocol(_call, e.Message, _call.Body.Span);
        }
        catch (SseEventTooLargeException e)
        {
            string what = $"an event exceeds {nameof(GatewayLimits)}.{nameof(GatewayLimits.MaxEventBytes)} ({e.Limit} bytes).";
            throw Failures.Stream(_call, GatewayStreamFailure.TooLarge, what, Partial);
        }
        catch (Exception) when (_callToken.IsCancellationRequested || _enumerationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(_callToken.IsCancellationRequested ? _callToken : _enumerationToken);
        }
        catch (OperationCanceledException) when (_timeout.IsCancellationRequested)
        {
            throw Failures.Timeout(_call, _call.Timeout);
        }
        catch (Exception e) when (ConnectionFailures.Describe(e) is { } failure)
        {
            throw _hasChunk
                ? Failures.Stream(_call, GatewayStreamFailure.Interrupted, failure, Partial, e)
                : Failures.Connection(_call, failure, e);
        }
    }
}

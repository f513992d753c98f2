using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ChatGateway;

/// <summary>
/// Enumerates the chunks of a streamed answer. Written out rather than as an iterator: chunks that have been received already,
/// which most have on a busy stream, are given without any asynchronous step.
/// </summary>
internal sealed class ChatCompletionEnumerator : IAsyncEnumerator<ChatCompletionChunk>
{
    private readonly GatewayCall _call;
    private readonly TransportSettings _settings;
    private ChatCompletionStream? _stream;
    private readonly CancellationToken _callToken;
    private readonly CancellationToken _enumerationToken;
    private readonly CancellationTokenSource? _either;
    private readonly CancellationToken _cancellation;
    private ChatChunkReader? _reader;
    private ChatCompletionChunk? _current;
    private bool _isReceiving;
    private bool _hasEnded;

    public ChatCompletionEnumerator(
        GatewayCall call,
        TransportSettings settings,
        ChatCompletionStream stream,
        CancellationToken callToken,
        CancellationToken enumerationToken)
    {
        _call = call;
        _settings = settings;
        _stream = stream;
        _callToken = callToken;
        _enumerationToken = enumerationToken;
        if (callToken.CanBeCanceled && enumerationToken.CanBeCanceled && callToken != enumerationToken)
            _either = CancellationTokenSource.CreateLinkedTokenSource(callToken, enumerationToken);
        _cancellation = _either?.Token ?? (callToken.CanBeCanceled ? callToken : enumerationToken);
    }

    public ChatCompletionChunk Current => _current!;

    public ValueTask<bool> MoveNextAsync()
    {
        if (_hasEnded) return new ValueTask<bool>(false);
        if (_isReceiving) throw new NotSupportedException("The chunk before is still awaited.");
        if (_reader is null || _cancellation.IsCancellationRequested) return ReceiveAsync();
        try
        {
            if (!_reader.TryRead(out ChatCompletionChunk? chunk)) return ReceiveAsync();
            _current = chunk;
            return chunk is null ? EndAsync() : new ValueTask<bool>(true);
        }
        catch (Exception e)
        {
            return FailAsync(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // as an iterator: what is awaited cannot be taken away
        if (_isReceiving) throw new NotSupportedException("A chunk is still awaited: cancel the token, and let the enumeration end.");
        _current = null;
        await ReleaseAsync().ConfigureAwait(false);
        _either?.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReceiveAsync()
    {
        _isReceiving = true;
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            _reader ??= await OpenAsync().ConfigureAwait(false);
            while (!_reader.TryRead(out _current)) _reader.Received(await _reader.ReceiveAsync(_cancellation).ConfigureAwait(false));
            return _current is not null || await EndAsync().ConfigureAwait(false);
        }
        catch (Exception) when (_cancellation.IsCancellationRequested)
        {
            // also a connection that breaks because of the cancellation
            await ReleaseAsync().ConfigureAwait(false);
            throw new OperationCanceledException(_callToken.IsCancellationRequested ? _callToken : _enumerationToken);
        }
        catch (Exception e)
        {
            return await FailAsync(_reader?.Translate(e, _cancellation) ?? e).ConfigureAwait(false);
        }
        finally
        {
            _isReceiving = false;
        }
    }

    private Task<ChatChunkReader> OpenAsync()
    {
        // with it the request, which is not needed any more
        ChatCompletionStream stream = _stream!;
        _stream = null;
        return stream.OpenAsync(_cancellation);
    }

    private async ValueTask<bool> EndAsync()
    {
        await ReleaseAsync().ConfigureAwait(false);
        return false;
    }

    private async ValueTask<bool> FailAsync(Exception failure)
    {
        if (failure is GatewayStreamException stream) GatewayLog.StreamFailed(_settings.Logger, _call.Description.Target, stream.Reason);
        await ReleaseAsync().ConfigureAwait(false);
        ExceptionDispatchInfo.Throw(failure);
        return false;
    }

    /// <summary>The connection and the permit are let go of at the end, not only when somebody disposes.</summary>
    private async ValueTask ReleaseAsync()
    {
        _hasEnded = true;
        if (_reader is not { } reader) return;
        _reader = null;
        await reader.DisposeAsync().ConfigureAwait(false);
    }
}

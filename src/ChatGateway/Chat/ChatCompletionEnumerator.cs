using System.Runtime.CompilerServices;

namespace ChatGateway;

/// <summary>
/// Enumerates the chunks of a streamed answer. Written out rather than as an iterator: chunks that have been received already,
/// which most have on a busy stream, are given without any asynchronous step.
/// </summary>
internal sealed class ChatCompletionEnumerator : IAsyncEnumerator<ChatCompletionChunk>
{
    private readonly GatewayCall _call;
    private readonly TransportSettings _settings;
    private readonly Func<CancellationToken, Task<ChatChunkReader>> _open;
    private readonly CancellationToken _callToken;
    private readonly CancellationToken _enumerationToken;
    private readonly CancellationTokenSource? _either;
    private readonly CancellationToken _cancellation;
    private ChatChunkReader? _reader;
    private ChatCompletionChunk? _current;
    private bool _hasEnded;

    public ChatCompletionEnumerator(
        GatewayCall call,
        TransportSettings settings,
        Func<CancellationToken, Task<ChatChunkReader>> open,
        CancellationToken callToken,
        CancellationToken enumerationToken)
    {
        _call = call;
        _settings = settings;
        _open = open;
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
        if (_reader is null || _cancellation.IsCancellationRequested) return ReceiveAsync();
        try
        {
            return _reader.TryRead(out ChatCompletionChunk? chunk) ? new ValueTask<bool>(Take(chunk)) : ReceiveAsync();
        }
        catch (ChatGatewayException e)
        {
            Fail(e);
            return ValueTask.FromException<bool>(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _hasEnded = true;
        _current = null;
        if (_reader is { } reader)
        {
            _reader = null;
            await reader.DisposeAsync().ConfigureAwait(false);
        }
        _either?.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReceiveAsync()
    {
        try
        {
            _reader ??= await _open(_cancellation).ConfigureAwait(false);
            _cancellation.ThrowIfCancellationRequested();
            return Take(await _reader.ReadAsync(_cancellation).ConfigureAwait(false));
        }
        catch (Exception) when (_cancellation.IsCancellationRequested)
        {
            // also a connection that breaks because of the cancellation
            _hasEnded = true;
            throw new OperationCanceledException(_callToken.IsCancellationRequested ? _callToken : _enumerationToken);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }

    private bool Take(ChatCompletionChunk? chunk)
    {
        _current = chunk;
        _hasEnded = chunk is null;
        return !_hasEnded;
    }

    private void Fail(Exception e)
    {
        _hasEnded = true;
        if (e is GatewayStreamException stream) GatewayLog.StreamFailed(_settings.Logger, _call.Description.Target, stream.Reason);
    }
}

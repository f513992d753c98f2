using StackExchange.Redis;

namespace ChatGateway;

/// <summary>
/// The connection, made when it is needed first. One that stood comes back by itself, one that could not be made is made anew.
/// </summary>
internal sealed class RedisConnection : IDisposable, IAsyncDisposable
{
    private readonly Func<Task<IConnectionMultiplexer>> _connect;
    private readonly bool _isOwned;
    private readonly Lock _gate = new();
    private volatile Task<IConnectionMultiplexer>? _connection;
    private volatile bool _isClosed;

    public RedisConnection(IConnectionMultiplexer connection)
    {
        _connection = Task.FromResult(connection);
        _connect = () => Task.FromResult(connection);
    }

    /// <param name="connect">Makes the connection; may take its time, and block.</param>
    /// <param name="isOwned">Whether it is closed with this.</param>
    public RedisConnection(Func<Task<IConnectionMultiplexer>> connect, bool isOwned) => (_connect, _isOwned) = (connect, isOwned);

    public bool IsClosed => _isClosed;

    /// <summary>Whether the connection ends the wait for a reply when the patience is over, so that no request needs a timer of its own.</summary>
    public bool EndsLateReplies { get; init; }

    /// <summary>The connection, whether it stands or not; null when none has been made.</summary>
    public IConnectionMultiplexer? Made => _connection is { IsCompletedSuccessfully: true } connection ? connection.Result : null;

    /// <summary>Whether it is being made. Nobody waits for that but who finds out first.</summary>
    public bool IsBeingMade => _connection is { IsCompleted: false };

    /// <summary>Gives the connection, or makes it.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public Task<IConnectionMultiplexer> GetAsync() => Make() ?? throw new ObjectDisposedException(nameof(RedisQuotaStore));

    /// <summary>Begins to make the connection, if none was made.</summary>
    /// <returns>The connection; null when it was closed.</returns>
    public Task<IConnectionMultiplexer>? Make()
    {
        if (_connection is { IsFaulted: false, IsCanceled: false } known) return known;
        lock (_gate)
        {
            if (_isClosed) return null;
            if (_connection is { IsFaulted: false, IsCanceled: false } other) return other;
            // the caller's thread is not one to connect on, for as long as that takes, and others wait at the gate
            _connection = Task.Run(ConnectAsync);
            // who waited may have left: that it failed is known all the same
            _ = _connection.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return _connection;
        }
    }

    public void Dispose()
    {
        if (Close() is { } connection) connection.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (Close() is { } connection) await connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Makes the connection. Whatever its maker throws means that Redis is away: it is the host's code, and is asked again.</summary>
    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        try
        {
            return await _connect().ConfigureAwait(false) ?? throw new InvalidOperationException("There is no connection.");
        }
        catch (Exception e) when (!RedisFailure.IsKnown(e))
        {
            throw new RedisConnectionException(
                ConnectionFailureType.UnableToConnect, CommandFlags.None, "The connection could not be made.", e, CommandStatus.WaitingToBeSent);
        }
    }

    /// <returns>The connection that is to be disposed of.</returns>
    private IConnectionMultiplexer? Close()
    {
        lock (_gate)
        {
            if (_isClosed) return null;
            _isClosed = true;
        }
        if (!_isOwned || _connection is not { } connection) return null;
        if (connection.IsCompleted) return Made;
        // nobody waits for what is not wanted any more
        _ = connection.ContinueWith(
            static task => task.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        return null;
    }
}

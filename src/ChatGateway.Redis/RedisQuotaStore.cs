using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace ChatGateway;

/// <summary>
/// Keeps the day's counts in Redis: every machine that uses the key counts on the same numbers. Each decision is one atomic script on
/// the server's clock. While Redis cannot be asked, requests pass, counted by this process alone on top of what Redis said last, and
/// are added when it is back.
/// </summary>
public sealed class RedisQuotaStore : QuotaStore, IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(20);

    private readonly Func<Task<IConnectionMultiplexer>> _connect;
    private readonly bool _ownsConnection;
    private readonly RedisQuotaOptions _options;
    private readonly QuotaScript _script;
    private readonly RedisOutage _outage;
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connection;

    /// <summary>Makes a store over a connection of the caller's, which is not disposed of.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">Keys and patience; null means all defaults.</param>
    /// <param name="logger">Where the store says that Redis cannot be asked; null means nowhere.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public RedisQuotaStore(IConnectionMultiplexer connection, RedisQuotaOptions? options = null, ILogger<RedisQuotaStore>? logger = null)
        : this(() => Task.FromResult(connection), ownsConnection: false, options, logger) => ArgumentNullException.ThrowIfNull(connection);

    /// <summary>Over a connection that is made when it is needed first.</summary>
    internal RedisQuotaStore(Func<Task<IConnectionMultiplexer>> connect, bool ownsConnection, RedisQuotaOptions? options, ILogger? logger)
    {
        _connect = connect;
        _ownsConnection = ownsConnection;
        _options = (options ?? new RedisQuotaOptions()).Checked();
        _script = new QuotaScript(_options.KeyPrefix);
        _outage = new RedisOutage(logger ?? NullLogger.Instance);
    }

    /// <inheritdoc/>
    public override async ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(scope);
        bool mayAsk = MayAsk();
        RedisResult? reply = mayAsk ? await AskAsync(keys, arguments, mayRepeat: true, cancellationToken).ConfigureAwait(false) : null;
        if (reply is null) return await _outage.TakeAsync(scope, mayAsk ? arguments : null, cancellationToken).ConfigureAwait(false);
        QuotaDecision decision = QuotaScript.DecisionOf((string)reply!, scope.ResetUtcOffset);
        _outage.Note(scope, decision);
        return decision;
    }

    /// <inheritdoc/>
    public override async ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (RedisKey[] keys, RedisValue[] arguments) = _script.GiveBack(scope, day);
        // not twice: what is not given back is counted, which harms less than what is given back twice
        if (await EvaluateAsync(keys, arguments, mayRepeat: false, cancellationToken).ConfigureAwait(false) is null)
            await _outage.GiveBackAsync(scope, day, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Lock(scope, duration);
        if (await EvaluateAsync(keys, arguments, mayRepeat: true, cancellationToken).ConfigureAwait(false) is null)
            await _outage.Store.LockAsync(scope, duration, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Unlock(scope);
        if (await EvaluateAsync(keys, arguments, mayRepeat: true, cancellationToken).ConfigureAwait(false) is null)
            await _outage.Store.UnlockAsync(scope, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(groups);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Read(account, groups, resetUtcOffset);
        if (await EvaluateAsync(keys, arguments, mayRepeat: true, cancellationToken).ConfigureAwait(false) is not { } reply)
            return await _outage.ReadAsync(account, groups, resetUtcOffset, cancellationToken).ConfigureAwait(false);
        var counts = (long[])reply!;
        return
        [
            .. Enumerable.Range(0, groups.Count)
                .Select(i => new QuotaCount((int)counts[2 * i], counts[(2 * i) + 1] == 0 ? null : QuotaScript.TimeOf(counts[(2 * i) + 1], resetUtcOffset))),
        ];
    }

    /// <summary>Closes the connection, if it is the store's own.</summary>
    public void Dispose()
    {
        if (_ownsConnection && _connection is { IsCompletedSuccessfully: true } connection) connection.Result.Dispose();
    }

    /// <summary>Closes the connection, if it is the store's own.</summary>
    /// <returns>A task that ends when it is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_ownsConnection && _connection is { IsCompletedSuccessfully: true } connection) await connection.Result.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask<RedisResult?> EvaluateAsync(RedisKey[] keys, RedisValue[] arguments, bool mayRepeat, CancellationToken cancellationToken) =>
        MayAsk() ? AskAsync(keys, arguments, mayRepeat, cancellationToken) : default;

    /// <summary>
    /// Nobody waits for what is known to be away, but one now and then. A connection that stood comes back by itself, one that could not
    /// be made is made anew.
    /// </summary>
    private bool MayAsk()
    {
        if (!_outage.IsOn) return true;
        bool mayAnswer = _connection is null or { IsFaulted: true } or { IsCanceled: true } or { IsCompletedSuccessfully: true, Result.IsConnected: true };
        return mayAnswer && _outage.MayAsk();
    }

    /// <summary>Runs the script. What fails is tried again within the patience, if it may be.</summary>
    /// <returns>The reply, or null when Redis cannot be asked.</returns>
    private async ValueTask<RedisResult?> AskAsync(RedisKey[] keys, RedisValue[] arguments, bool mayRepeat, CancellationToken cancellationToken)
    {
        bool isAway = _outage.IsOn;
        long start = TimeProvider.System.GetTimestamp();
        bool isKnown = true;
        while (true)
        {
            try
            {
                IDatabase database = _connection is { IsCompletedSuccessfully: true } connection && !_outage.IsOn
                    ? connection.Result.GetDatabase(_options.Database)
                    : await OpenAsync(Left(start), cancellationToken).ConfigureAwait(false);
                Task<RedisResult> reply = isKnown ? QuotaScript.EvaluateKnownAsync(database, keys, arguments) : QuotaScript.EvaluateAsync(database, keys, arguments);
                return await reply.WaitAsync(Left(start), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (RedisServerException e) when (isKnown && QuotaScript.IsUnknown(e))
            {
                isKnown = false;
                continue;
            }
            catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (isAway || !mayRepeat || Left(start) <= RetryEvery)
                {
                    _outage.Begin(e);
                    return null;
                }
            }
            await Task.Delay(RetryEvery, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the connection, and ends an outage first, so that this request is judged by all that were sent.</summary>
    private async Task<IDatabase> OpenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        IConnectionMultiplexer connection = await ConnectionAsync().WaitAsync(patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        IDatabase database = connection.GetDatabase(_options.Database);
        if (_outage.IsOn) await _outage.EndAsync(database, _script, patience, cancellationToken).ConfigureAwait(false);
        return database;
    }

    private Task<IConnectionMultiplexer> ConnectionAsync()
    {
        if (_connection is { IsFaulted: false, IsCanceled: false } known) return known;
        lock (_gate) return _connection is { IsFaulted: false, IsCanceled: false } other ? other : _connection = _connect();
    }

    private TimeSpan Left(long start)
    {
        TimeSpan left = _options.Patience - TimeProvider.System.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

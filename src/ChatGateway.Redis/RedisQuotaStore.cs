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
    private readonly RedisConnection _connection;
    private readonly QuotaScript _script;
    private readonly ScriptRunner _runner;
    private readonly LastCounts _last = new();

    /// <summary>Makes a store over a connection of the caller's, which is not disposed of.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">Keys and patience; null means all defaults.</param>
    /// <param name="logger">Where the store says that Redis cannot be asked; null means nowhere.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public RedisQuotaStore(IConnectionMultiplexer connection, RedisQuotaOptions? options = null, ILogger? logger = null)
        : this(new RedisConnection(connection), options, logger) => ArgumentNullException.ThrowIfNull(connection);

    internal RedisQuotaStore(RedisConnection connection, RedisQuotaOptions? options, ILogger? logger)
    {
        _connection = connection;
        RedisQuotaOptions settings = (options ?? new RedisQuotaOptions()).Checked();
        _script = new QuotaScript(settings.KeyPrefix);
        Outage = new RedisOutage(_script, _last, logger ?? NullLogger.Instance);
        _runner = new ScriptRunner(connection, settings, _script, Outage);
    }

    /// <summary>What counts while Redis cannot be asked.</summary>
    internal RedisOutage Outage { get; }

    /// <summary>The connection, whether it stands or not; null before it is made.</summary>
    internal IConnectionMultiplexer? Connection => _connection.Made;

    /// <inheritdoc/>
    public override async ValueTask<QuotaDecision> TakeAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Take(scope);
        ScriptReply reply = default;
        if (_runner.MayRun())
        {
            ScriptRun run = _runner.Begin(keys, arguments, cancellationToken);
            // nearly all are answered at once, and need no other asynchronous step than this one
            if (run.First is { } first) await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            reply = run.First is { IsCompletedSuccessfully: true } answered
                ? new ScriptReply(answered.Result, WasSent: true)
                : await _runner.FinishAsync(run, taken: scope, cancellationToken).ConfigureAwait(false);
        }
        if (reply.Result is null) return await Outage.TakeAsync(scope, reply.WasSent ? arguments : null, cancellationToken).ConfigureAwait(false);
        QuotaDecision decision = QuotaScript.DecisionOf((byte[])reply.Result!, scope.ResetUtcOffset);
        _last.Note(scope, decision);
        return decision;
    }

    /// <inheritdoc/>
    public override async ValueTask GiveBackAsync(QuotaScope scope, int day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Add(scope, day, -1);
        ScriptReply reply = await RunIfItMayAsync(keys, arguments, cancellationToken).ConfigureAwait(false);
        if (reply.Result is not null) _last.Set(scope, QuotaScript.DecisionOf((byte[])reply.Result!, scope.ResetUtcOffset));
        else await Outage.GiveBackAsync(scope, day, reply.WasSent ? new OutageAddition(scope, day, -1, keys, arguments) : null, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask LockAsync(QuotaScope scope, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Lock(scope, duration, QuotaScript.IsInferred(scope, duration));
        if ((await RunIfItMayAsync(keys, arguments, cancellationToken).ConfigureAwait(false)).Result is null)
        {
            await Outage.LockAsync(scope, duration, cancellationToken).ConfigureAwait(false);
            return;
        }
        Outage.Forget(scope);
        _last.Lock(scope, duration);
    }

    /// <inheritdoc/>
    public override async ValueTask UnlockAsync(QuotaScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Unlock(scope);
        if ((await RunIfItMayAsync(keys, arguments, cancellationToken).ConfigureAwait(false)).Result is null)
        {
            await Outage.UnlockAsync(scope, cancellationToken).ConfigureAwait(false);
            return;
        }
        Outage.Forget(scope);
        _last.Unlock(scope);
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<QuotaCount>> ReadAsync(
        string account, IReadOnlyList<string> groups, TimeSpan resetUtcOffset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(groups);
        (RedisKey[] keys, RedisValue[] arguments) = _script.Read(account, groups, resetUtcOffset);
        if ((await RunIfItMayAsync(keys, arguments, cancellationToken).ConfigureAwait(false)).Result is not { } reply)
            return await Outage.ReadAsync(account, groups, resetUtcOffset, cancellationToken).ConfigureAwait(false);
        (int day, QuotaCount[] counts) = QuotaScript.CountsOf((long[])reply!, resetUtcOffset);
        for (int i = 0; i < counts.Length; i++) _last.Set(account, groups[i], day, counts[i]);
        return counts;
    }

    /// <summary>Closes the connection, if it is the store's own. Redis is asked no more: later requests are counted by this process alone.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Closes the connection, if it is the store's own. Redis is asked no more: later requests are counted by this process alone.</summary>
    /// <returns>A task that ends when it is closed.</returns>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private ValueTask<ScriptReply> RunIfItMayAsync(RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken) =>
        _runner.MayRun() ? _runner.FinishAsync(_runner.Begin(keys, arguments, cancellationToken), taken: null, cancellationToken) : default;
}

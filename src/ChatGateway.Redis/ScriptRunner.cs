using StackExchange.Redis;

namespace ChatGateway;

/// <summary>Runs the script, and says when Redis cannot be asked.</summary>
internal sealed class ScriptRunner(RedisConnection connection, RedisQuotaOptions options, QuotaScript script, RedisOutage outage)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Nobody waits for what is known to be away, but one now and then; and for a connection that could not be made, nobody.</summary>
    public bool MayRun()
    {
        if (connection.IsClosed) return false;
        if (!outage.IsOn) return true;
        if (connection.Made is { } made) return made.IsConnected && outage.MayAsk();
        if (!connection.IsBeingMade && outage.MayAsk()) connection.Make();
        return false;
    }

    /// <summary>Runs the script. What fails is tried again within the patience: what must not be done twice has a name.</summary>
    /// <param name="keys">The script's keys.</param>
    /// <param name="arguments">The script's arguments.</param>
    /// <param name="taken">What a take is counted under; null for the other operations.</param>
    /// <param name="cancellationToken">Cancels. A take that was sent is made void then.</param>
    /// <returns>The reply, or null when Redis cannot be asked.</returns>
    public async ValueTask<RedisResult?> RunAsync(RedisKey[] keys, RedisValue[] arguments, QuotaScope? taken, CancellationToken cancellationToken)
    {
        bool isAway = outage.IsOn;
        long start = TimeProvider.System.GetTimestamp();
        bool isKnown = true;
        bool isSent = false;
        Exception? failure = null;
        try
        {
            while (true)
            {
                try
                {
                    IDatabase database = connection.Made is { } made && !outage.IsOn
                        ? made.GetDatabase(options.Database)
                        : await OpenAsync(Left(start), cancellationToken).ConfigureAwait(false);
                    Task<RedisResult> reply = isKnown ? QuotaScript.EvaluateKnownAsync(database, keys, arguments) : QuotaScript.EvaluateAsync(database, keys, arguments);
                    isSent = true;
                    return await reply.WaitAsync(Left(start), TimeProvider.System, cancellationToken).ConfigureAwait(false);
                }
                catch (RedisServerException e) when (isKnown && QuotaScript.IsUnknown(e))
                {
                    isKnown = false;
                    continue;
                }
                catch (Exception e) when (RedisFailure.IsKnown(e))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    // that the patience ended meanwhile says less than what was said before
                    if (failure is null || e is not TimeoutException) failure = e;
                    if (isAway || Left(start) <= RetryEvery)
                    {
                        outage.Begin(failure);
                        return null;
                    }
                }
                await Task.Delay(RetryEvery, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (isSent && taken is not null)
        {
            // nobody waits for that
            _ = VoidAsync(taken, arguments);
            throw;
        }
    }

    /// <summary>Redis runs a take that its caller has left all the same, or has done so: nothing was sent for it, and a probe of it finds nothing out.</summary>
    private async Task VoidAsync(QuotaScope scope, RedisValue[] take)
    {
        (RedisKey[] keys, RedisValue[] arguments) = script.Void(scope, take);
        RedisResult? reply = MayRun() ? await RunAsync(keys, arguments, taken: null, CancellationToken.None).ConfigureAwait(false) : null;
        if (reply is null) outage.Void(scope, keys, arguments);
    }

    /// <summary>Waits for the connection, and ends an outage first, so that this request is judged by all that were sent.</summary>
    private async Task<IDatabase> OpenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        IConnectionMultiplexer opened = await connection.GetAsync().WaitAsync(patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        IDatabase database = opened.GetDatabase(options.Database);
        if (outage.IsOn) await outage.EndAsync(database, patience, cancellationToken).ConfigureAwait(false);
        return database;
    }

    private TimeSpan Left(long start)
    {
        TimeSpan left = options.Patience - TimeProvider.System.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

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

    /// <summary>Sends the script, if the connection stands.</summary>
    /// <param name="keys">The script's keys.</param>
    /// <param name="arguments">The script's arguments.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ScriptRun Begin(RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        if (connection.Made is not { } made || outage.IsOn) return new ScriptRun(keys, arguments, start, First: null);
        try
        {
            Task<RedisResult> reply = QuotaScript.EvaluateKnownAsync(made.GetDatabase(options.Database), keys, arguments);
            if (!connection.EndsLateReplies || cancellationToken.CanBeCanceled) reply = reply.WaitAsync(options.Patience, TimeProvider.System, cancellationToken);
            return new ScriptRun(keys, arguments, start, reply);
        }
        catch (Exception e) when (RedisFailure.IsKnown(e))
        {
            return new ScriptRun(keys, arguments, start, Task.FromException<RedisResult>(e));
        }
    }

    /// <summary>Waits for the reply. What fails is tried again within the patience: what must not be done twice has a name.</summary>
    /// <param name="run">What was begun.</param>
    /// <param name="taken">What a take is counted under; null for the other operations.</param>
    /// <param name="cancellationToken">Cancels. A take that was sent is made void then.</param>
    /// <returns>The reply, or none when Redis cannot be asked.</returns>
    public async ValueTask<ScriptReply> FinishAsync(ScriptRun run, QuotaScope? taken, CancellationToken cancellationToken)
    {
        Task<RedisResult>? reply = run.First;
        bool isAway = reply is null && outage.IsOn;
        bool isKnown = true;
        bool isSent = false;
        Exception? failure = null;
        try
        {
            while (true)
            {
                try
                {
                    reply ??= await SendAsync(run, isKnown, cancellationToken).ConfigureAwait(false);
                    isSent = true;
                    return new ScriptReply(await reply.ConfigureAwait(false), WasSent: true);
                }
                catch (RedisServerException e) when (isKnown && QuotaScript.IsUnknown(e))
                {
                    isKnown = false;
                    reply = null;
                    continue;
                }
                catch (Exception e) when (RedisFailure.IsKnown(e))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    // that the patience ended meanwhile says less than what was said before
                    if (failure is null || e is not TimeoutException) failure = e;
                    if (isAway || Left(run) <= RetryEvery)
                    {
                        outage.Begin(failure);
                        return new ScriptReply(Result: null, isSent);
                    }
                }
                reply = null;
                await Task.Delay(RetryEvery, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (isSent && taken is not null)
        {
            // nobody waits for that
            _ = VoidAsync(taken, run.Arguments);
            throw;
        }
    }

    /// <summary>Redis runs a take that its caller has left all the same, or has done so: nothing was sent for it, and a probe of it finds nothing out.</summary>
    private async Task VoidAsync(QuotaScope scope, RedisValue[] take)
    {
        (RedisKey[] keys, RedisValue[] arguments) = script.Void(scope, take);
        ScriptReply reply = MayRun() ? await FinishAsync(Begin(keys, arguments, CancellationToken.None), taken: null, CancellationToken.None).ConfigureAwait(false) : default;
        if (reply.Result is null) outage.Void(scope, keys, arguments);
    }

    /// <summary>Sends the script again, or for the first time when the connection stands.</summary>
    /// <returns>The reply, which ends with the patience.</returns>
    private async Task<Task<RedisResult>> SendAsync(ScriptRun run, bool isKnown, CancellationToken cancellationToken)
    {
        IDatabase database = connection.Made is { } made && !outage.IsOn
            ? made.GetDatabase(options.Database)
            : await OpenAsync(Left(run), cancellationToken).ConfigureAwait(false);
        Task<RedisResult> reply = isKnown
            ? QuotaScript.EvaluateKnownAsync(database, run.Keys, run.Arguments)
            : QuotaScript.EvaluateAsync(database, run.Keys, run.Arguments);
        return reply.WaitAsync(Left(run), TimeProvider.System, cancellationToken);
    }

    /// <summary>Waits for the connection, and ends an outage first, so that this request is judged by all that were sent.</summary>
    private async Task<IDatabase> OpenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        IConnectionMultiplexer opened = await connection.GetAsync().WaitAsync(patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        IDatabase database = opened.GetDatabase(options.Database);
        if (outage.IsOn) await outage.EndAsync(database, patience, cancellationToken).ConfigureAwait(false);
        return database;
    }

    private TimeSpan Left(ScriptRun run)
    {
        TimeSpan left = options.Patience - TimeProvider.System.GetElapsedTime(run.Start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>
/// What an attempt says of the day's quota: told to the store, and completed by what was counted. The gateway has answered by then, or the
/// call is over: a store of the caller's that throws, or never ends, is no reason to lose that.
/// </summary>
internal sealed class QuotaAnswer(DailyQuota quota, ILogger logger, TimeProvider timeProvider)
{
    /// <summary>How long a store is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Settles the permit of an attempt that has failed, or that has tried whether a locked group is open again.</summary>
    /// <returns>The exception to throw; null for an attempt that was answered.</returns>
    public async ValueTask<Exception?> SettleAsync(GatewayCall call, QuotaLease permit, Exception? failure, CancellationToken cancellationToken)
    {
        QuotaScope scope = quota.Plan.ScopeOf(call.ApiKey, call.Model!.Value, call.IsEmbedding);
        if (failure is QuotaExhaustedException said) return await LockAsync(call, scope, said, cancellationToken).ConfigureAwait(false);
        if (failure is GatewayConnectionException { InnerException: var reason } && ConnectionFailures.IsUnsent(reason))
            await GiveBackAsync(call, scope, permit, cancellationToken).ConfigureAwait(false);
        else if (permit.IsProbe && failure is null)
            await TellAsync(call, () => quota.Store.UnlockAsync(scope, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        // the probe has found out nothing
        else if (permit.IsProbe)
            await TellAsync(call, () => quota.Store.LockAsync(scope, TimeSpan.Zero, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        return failure;
    }

    /// <summary>Gives a permit back whose request was not sent.</summary>
    public ValueTask GiveBackAsync(GatewayCall call, QuotaScope scope, QuotaLease permit, CancellationToken cancellationToken) =>
        TellAsync(call, () => quota.GiveBackAsync(scope, permit), cancellationToken);

    /// <summary>Completes a refusal by what was counted. A store that has refused and does not tell the figures is no reason to lose that.</summary>
    /// <returns>The exception to throw.</returns>
    public async ValueTask<QuotaExhaustedException> RefuseAsync(
        GatewayCall call, QuotaScope scope, string group, QuotaDecision refusal, CancellationToken cancellationToken)
    {
        QuotaExhaustedException? completed = null;
        TimeSpan left = call.Remaining > TimeSpan.Zero ? call.Remaining : TimeSpan.Zero;
        await AskAsync(call, ReadAsync, left < Patience ? left : Patience, GatewayLog.QuotaUnread, cancellationToken).ConfigureAwait(false);
        if (completed is { } told) return told;
        cancellationToken.ThrowIfCancellationRequested();
        return QuotaFailures.Refused(call, Said(), refusal, []);

        async ValueTask ReadAsync()
        {
            IReadOnlyList<QuotaUsage> usage = await quota.ReadAsync(scope, call.Model!.Value, cancellationToken).ConfigureAwait(false);
            completed = QuotaFailures.Refused(call, usage.First(entry => entry.Group == group), refusal, quota.AvailableModels(usage, call.IsEmbedding));
        }

        // what the refusal itself says
        QuotaUsage Said()
        {
            bool isTotal = refusal.Verdict == QuotaVerdict.TotalExhausted;
            (int used, int? limit) = isTotal ? (refusal.TotalUsed, scope.TotalLimit) : (refusal.Used, scope.Limit);
            DateTimeOffset? lockedUntil = refusal.Verdict == QuotaVerdict.Locked ? refusal.RetryAt : null;
            return new QuotaUsage(group, [], used, limit, quota.ResetsAt, lockedUntil);
        }
    }

    /// <summary>Locks the group, so that no more requests are sent for nothing.</summary>
    /// <returns>The exception to throw.</returns>
    private async ValueTask<QuotaExhaustedException> LockAsync(GatewayCall call, QuotaScope scope, QuotaExhaustedException answer, CancellationToken cancellationToken)
    {
        // a text says neither since when nor until when; a header does
        TimeSpan duration = (answer.InnerException as GatewayResponseException)?.RetryAfter ?? scope.ProbeAfter;
        GatewayLog.QuotaLocked(logger, call.Description.Target, scope.Group, duration.TotalSeconds);
        QuotaExhaustedException completed = answer;
        await TellAsync(call, LockAndReadAsync, cancellationToken).ConfigureAwait(false);
        return completed;

        async ValueTask LockAndReadAsync()
        {
            await quota.Store.LockAsync(scope, duration, CancellationToken.None).ConfigureAwait(false);
            IReadOnlyList<QuotaUsage> usage = await quota.ReadAsync(scope, call.Model!.Value, CancellationToken.None).ConfigureAwait(false);
            completed = QuotaFailures.Answered(answer, call, usage.First(entry => entry.Group == scope.Group), quota.AvailableModels(usage, call.IsEmbedding));
        }
    }

    private ValueTask TellAsync(GatewayCall call, Func<ValueTask> tell, CancellationToken cancellationToken) =>
        AskAsync(call, tell, Patience, GatewayLog.QuotaUntold, cancellationToken);

    /// <summary>Asks the store for something, for a while; a caller who leaves does not wait for that.</summary>
    private async ValueTask AskAsync(
        GatewayCall call, Func<ValueTask> ask, TimeSpan patience, Action<ILogger, string, string> logFailure, CancellationToken cancellationToken)
    {
        try
        {
            ValueTask asked = ask();
            if (asked.IsCompleted) await asked.ConfigureAwait(false);
            else await CallersWork.WaitAsync(asked.AsTask(), patience, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // it is done while the caller goes
        }
        catch (Exception e)
        {
            logFailure(logger, call.Description.Target, e.GetType().Name);
        }
    }
}

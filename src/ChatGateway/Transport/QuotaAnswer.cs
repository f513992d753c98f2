using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>What an attempt says of the day's quota: told to the store, and completed by what was counted.</summary>
internal sealed class QuotaAnswer(DailyQuota quota, ILogger logger)
{
    /// <summary>Settles the permit of an attempt that has failed, or that has tried whether a locked group is open again.</summary>
    /// <returns>The exception to throw; null for an attempt that was answered.</returns>
    public async ValueTask<Exception?> SettleAsync(GatewayCall call, QuotaLease permit, Exception? failure)
    {
        QuotaScope scope = quota.Plan.ScopeOf(call.ApiKey, call.Model!.Value, call.IsEmbedding);
        if (failure is QuotaExhaustedException said) return await TellAsync(call, scope, said).ConfigureAwait(false);
        try
        {
            if (failure is GatewayConnectionException { InnerException: var reason } && ConnectionFailures.IsUnsent(reason))
                await quota.GiveBackAsync(scope, permit).ConfigureAwait(false);
            else if (permit.IsProbe && failure is null) await quota.Store.UnlockAsync(scope, CancellationToken.None).ConfigureAwait(false);
            // the probe has found out nothing
            else if (permit.IsProbe) await quota.Store.LockAsync(scope, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            NoteUntold(call, e);
        }
        return failure;
    }

    /// <summary>Locks the group, so that no more requests are sent for nothing.</summary>
    /// <returns>The exception to throw.</returns>
    private async ValueTask<QuotaExhaustedException> TellAsync(GatewayCall call, QuotaScope scope, QuotaExhaustedException answer)
    {
        // a text says neither since when nor until when; a header does
        TimeSpan duration = (answer.InnerException as GatewayResponseException)?.RetryAfter ?? scope.ProbeAfter;
        GatewayLog.QuotaLocked(logger, call.Description.Target, scope.Group, duration.TotalSeconds);
        try
        {
            await quota.Store.LockAsync(scope, duration, CancellationToken.None).ConfigureAwait(false);
            IReadOnlyList<QuotaUsage> usage = await quota.ReadAsync(scope, call.Model!.Value, CancellationToken.None).ConfigureAwait(false);
            return QuotaFailures.Answered(answer, call, usage.First(entry => entry.Group == scope.Group), quota.AvailableModels(usage, call.IsEmbedding));
        }
        catch (Exception e)
        {
            NoteUntold(call, e);
            return answer;
        }
    }

    // the gateway has answered: what a store of the caller's throws is no reason to lose that
    private void NoteUntold(GatewayCall call, Exception failure) => GatewayLog.QuotaUntold(logger, call.Description.Target, failure.GetType().Name);
}

using System.Globalization;

namespace ChatGateway;

/// <summary>
/// Takes a permit of the day's quota for each attempt, waits for one where the options say so, and tells the store what the
/// gateway said of the quota.
/// </summary>
internal sealed class QuotaHandler(DailyQuota quota, TransportSettings settings) : DelegatingHandler
{
    /// <summary>The clock of a store may be a little behind.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GatewayCall call = GatewayCall.Of(request);
        // lists of models are not counted
        return call.Method == "POST" && call.Model is { } model
            ? SendCountedAsync(request, call, quota.Plan.ScopeOf(call.ApiKey, model, call.IsEmbedding), cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendCountedAsync(
        HttpRequestMessage request, GatewayCall call, QuotaScope scope, CancellationToken cancellationToken)
    {
        QuotaDecision permit = await TakeAsync(call, scope, cancellationToken).ConfigureAwait(false);
        bool isProbe = permit.Verdict == QuotaVerdict.Probe;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (isProbe) await quota.Store.UnlockAsync(scope, CancellationToken.None).ConfigureAwait(false);
            return response;
        }
        catch (QuotaExhaustedException e)
        {
            await LockAsync(call, scope, e).ConfigureAwait(false);
            IReadOnlyList<QuotaUsage> usage = await quota.ReadAsync(call.ApiKey, CancellationToken.None).ConfigureAwait(false);
            throw QuotaFailures.Answered(e, call, UsageOf(scope.Group, usage), quota.AvailableModels(usage, call.IsEmbedding));
        }
        catch (GatewayConnectionException e) when (ConnectionFailures.IsUnsent(e.InnerException))
        {
            await quota.Store.GiveBackAsync(scope, permit.Day, CancellationToken.None).ConfigureAwait(false);
            if (isProbe) await LetProbeAsync(scope).ConfigureAwait(false);
            throw;
        }
        catch when (isProbe)
        {
            await LetProbeAsync(scope).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<QuotaDecision> TakeAsync(GatewayCall call, QuotaScope scope, CancellationToken cancellationToken)
    {
        while (true)
        {
            var lease = (QuotaLease)await quota.Limiter.AcquireAsync(scope, 1, cancellationToken).ConfigureAwait(false);
            if (lease.IsAcquired) return lease.Decision;
            TimeSpan wait = lease.Decision.RetryAt - settings.TimeProvider.GetUtcNow();
            if (wait > quota.MaxWait || wait >= call.Remaining) throw await RefuseAsync(call, scope, lease.Decision, cancellationToken).ConfigureAwait(false);
            GatewayMeter.QuotaWaited(call.Route, scope.Group);
            GatewayLog.QuotaWaiting(settings.Logger, call.Description.Target, scope.Group, Math.Ceiling(wait.TotalSeconds));
            await Task.Delay(wait > ShortestWait ? wait : ShortestWait, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<QuotaExhaustedException> RefuseAsync(
        GatewayCall call, QuotaScope scope, QuotaDecision refusal, CancellationToken cancellationToken)
    {
        string group = refusal.Verdict == QuotaVerdict.TotalExhausted ? scope.TotalGroup! : scope.Group;
        GatewayMeter.QuotaRefused(call.Route, group, refusal.Verdict.ToString());
        GatewayLog.QuotaRefused(settings.Logger, call.Description.Target, group, refusal.Verdict, refusal.RetryAt.ToString("O", CultureInfo.InvariantCulture));
        IReadOnlyList<QuotaUsage> usage = await quota.ReadAsync(call.ApiKey, cancellationToken).ConfigureAwait(false);
        QuotaUsage used = UsageOf(group, usage) ?? new QuotaUsage(group, [call.Model!.Value], refusal.Used, scope.Limit, quota.ResetsAt, null);
        return QuotaFailures.Refused(call, used, refusal, quota.AvailableModels(usage, call.IsEmbedding));
    }

    private async ValueTask LockAsync(GatewayCall call, QuotaScope scope, QuotaExhaustedException answer)
    {
        // a text says neither since when nor until when; a header does
        TimeSpan duration = (answer.InnerException as GatewayResponseException)?.RetryAfter ?? scope.ProbeAfter;
        GatewayLog.QuotaLocked(settings.Logger, call.Description.Target, scope.Group, duration.TotalSeconds);
        await quota.Store.LockAsync(scope, duration, CancellationToken.None).ConfigureAwait(false);
    }

    // the probe has found out nothing
    private ValueTask LetProbeAsync(QuotaScope scope) => quota.Store.LockAsync(scope, TimeSpan.Zero, CancellationToken.None);

    private static QuotaUsage? UsageOf(string group, IReadOnlyList<QuotaUsage> usage) => usage.FirstOrDefault(entry => entry.Group == group);
}

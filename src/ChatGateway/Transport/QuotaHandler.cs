using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;

namespace ChatGateway;

/// <summary>
/// Takes a permit of the day's quota for each attempt, waits for one where the options say so, and tells the store what the
/// gateway said of the quota.
/// </summary>
internal sealed class QuotaHandler(DailyQuota quota, TransportSettings settings, IGatewayHandler next) : IGatewayHandler
{
    /// <summary>The clock of a store may be a little behind.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    public ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        GatewayCall call = request.Call;
        // lists of models are not counted
        return call.Method == "POST" && call.Model is { } model
            ? SendCountedAsync(request, call, quota.Plan.ScopeOf(call.ApiKey, model, call.IsEmbedding), cancellationToken)
            : next.SendAsync(request, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HttpResponseMessage> SendCountedAsync(
        GatewayRequest request, GatewayCall call, QuotaScope scope, CancellationToken cancellationToken)
    {
        QuotaDecision permit = await TakeAsync(call, scope, cancellationToken).ConfigureAwait(false);
        bool isProbe = permit.Verdict == QuotaVerdict.Probe;
        try
        {
            HttpResponseMessage response = await next.SendAsync(request, cancellationToken).ConfigureAwait(false);
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

    private ValueTask<QuotaDecision> TakeAsync(GatewayCall call, QuotaScope scope, CancellationToken cancellationToken)
    {
        ValueTask<RateLimitLease> lease = quota.Limiter.AcquireAsync(scope, 1, cancellationToken);
        if (!lease.IsCompletedSuccessfully) return AwaitAsync(call, scope, lease, cancellationToken);
        var taken = (QuotaLease)lease.Result;
        return taken.IsAcquired ? new ValueTask<QuotaDecision>(taken.Decision) : WaitAsync(call, scope, taken, cancellationToken);
    }

    private async ValueTask<QuotaDecision> AwaitAsync(
        GatewayCall call, QuotaScope scope, ValueTask<RateLimitLease> lease, CancellationToken cancellationToken)
    {
        QuotaLease taken;
        try
        {
            // a store elsewhere takes of the call's time
            taken = (QuotaLease)await lease.AsTask().WaitAsync(Left(call), settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Failures.Timeout(call, call.Timeout, mayPass: false);
        }
        return taken.IsAcquired ? taken.Decision : await WaitAsync(call, scope, taken, cancellationToken).ConfigureAwait(false);
    }

    private static TimeSpan Left(GatewayCall call) => call.Remaining > TimeSpan.Zero ? call.Remaining : TimeSpan.Zero;

    private async ValueTask<QuotaDecision> WaitAsync(GatewayCall call, QuotaScope scope, QuotaLease lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait = lease.Decision.RetryAt - settings.TimeProvider.GetUtcNow();
            if (wait > quota.MaxWait || wait >= call.Remaining) throw await RefuseAsync(call, scope, lease.Decision, cancellationToken).ConfigureAwait(false);
            GatewayMeter.QuotaWaited(call.Route, scope.Group);
            GatewayLog.QuotaWaiting(settings.Logger, call.Description.Target, scope.Group, Math.Ceiling(wait.TotalSeconds));
            await Task.Delay(wait > ShortestWait ? wait : ShortestWait, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
            lease = (QuotaLease)await quota.Limiter.AcquireAsync(scope, 1, cancellationToken).ConfigureAwait(false);
            if (lease.IsAcquired) return lease.Decision;
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

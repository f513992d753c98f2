using System.Globalization;

namespace ChatGateway;

/// <summary>
/// Takes a permit of the day's quota for each attempt, and waits for one where the options say so. What becomes of the permit is
/// seen where the attempt ends: an asynchronous step around it, for the few that end badly, would cost every attempt.
/// </summary>
internal sealed class QuotaHandler(DailyQuota quota, QuotaAnswer answer, TransportSettings settings, IGatewayHandler next) : IGatewayHandler
{
    /// <summary>A store whose clock is behind is not asked sooner, and each time later.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    public ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        GatewayCall call = request.Call;
        // lists of models are not counted
        if (call.Method != "POST" || call.Model is not { } model) return next.SendAsync(request, cancellationToken);
        QuotaScope scope = quota.Plan.ScopeOf(call.ApiKey, model, call.IsEmbedding);
        ValueTask<QuotaLease> lease = TakeAsync(call, scope, cancellationToken);
        if (!lease.IsCompletedSuccessfully) return SendLaterAsync(request, scope, lease, cancellationToken);
        call.Permit = lease.Result;
        return next.SendAsync(request, cancellationToken);
    }

    private async ValueTask<HttpResponseMessage> SendLaterAsync(
        GatewayRequest request, QuotaScope scope, ValueTask<QuotaLease> lease, CancellationToken cancellationToken)
    {
        QuotaLease permit = await lease.ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            await answer.GiveBackAsync(request.Call, scope, permit, cancellationToken).ConfigureAwait(false);
            throw new OperationCanceledException(cancellationToken);
        }
        request.Call.Permit = permit;
        return await next.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // a lease is an object: code over the struct could not be compiled ahead of time here
    private ValueTask<QuotaLease> TakeAsync(GatewayCall call, QuotaScope scope, CancellationToken cancellationToken)
    {
        ValueTask<QuotaLease> lease = AcquireAsync(call, scope, cancellationToken);
        if (!lease.IsCompletedSuccessfully) return AwaitAsync(call, scope, lease, cancellationToken);
        QuotaLease taken = lease.Result;
        return taken.IsAcquired ? new(taken) : AwaitAsync(call, scope, new(taken), cancellationToken);
    }

    private ValueTask<QuotaLease> AcquireAsync(GatewayCall call, QuotaScope scope, CancellationToken cancellationToken)
    {
        ValueTask<QuotaLease> lease = quota.Limiter.TakeAsync(scope, cancellationToken);
        return lease.IsCompletedSuccessfully ? lease : WithinAsync(call, scope, lease.AsTask(), cancellationToken);
    }

    private async ValueTask<QuotaLease> WithinAsync(GatewayCall call, QuotaScope scope, Task<QuotaLease> lease, CancellationToken cancellationToken)
    {
        try
        {
            return await WithinAsync(call, lease, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // the call leaves; the store may count its request yet
            _ = GiveBackWhenTakenAsync(scope, lease);
            throw;
        }
    }

    private async Task GiveBackWhenTakenAsync(QuotaScope scope, Task<QuotaLease> lease)
    {
        try
        {
            QuotaLease taken = await lease.ConfigureAwait(false);
            if (taken.IsAcquired) await quota.GiveBackAsync(scope, taken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // nobody waits to hear it; what is not given back is counted
        }
    }

    /// <summary>Waits for a store elsewhere, which takes of the call's time.</summary>
    private async ValueTask<T> WithinAsync<T>(GatewayCall call, Task<T> work, CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan left = call.Remaining > TimeSpan.Zero ? call.Remaining : TimeSpan.Zero;
            return await CallersWork.WaitAsync(work, left, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        // one of the store's own says nothing of the call's time
        catch (TimeoutException e) when (work.Exception?.InnerException != e)
        {
            throw Failures.Timeout(call, mayPass: false);
        }
    }

    private async ValueTask<QuotaLease> AwaitAsync(
        GatewayCall call, QuotaScope scope, ValueTask<QuotaLease> first, CancellationToken cancellationToken)
    {
        TimeSpan shortest = ShortestWait;
        QuotaLease lease = await first.ConfigureAwait(false);
        while (!lease.IsAcquired)
        {
            TimeSpan wait = lease.Decision.RetryAt - settings.TimeProvider.GetUtcNow();
            if (wait < shortest) wait = shortest;
            // a lock that has ended may have been renewed: the waits are added up
            if (wait > quota.MaxWait - call.QuotaWait || wait >= call.Remaining) throw await RefuseAsync(call, scope, lease.Decision, cancellationToken).ConfigureAwait(false);
            GatewayMeter.QuotaWaited(call.Route, scope.Group);
            GatewayLog.QuotaWaiting(settings.Logger, call.Description.Target, scope.Group, Math.Ceiling(wait.TotalSeconds));
            long start = settings.TimeProvider.GetTimestamp();
            await Task.Delay(wait, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
            call.QuotaWait += settings.TimeProvider.GetElapsedTime(start);
            shortest *= 2;
            lease = await AcquireAsync(call, scope, cancellationToken).ConfigureAwait(false);
        }
        return lease;
    }

    private async ValueTask<QuotaExhaustedException> RefuseAsync(
        GatewayCall call, QuotaScope scope, QuotaDecision refusal, CancellationToken cancellationToken)
    {
        string group = refusal.Verdict == QuotaVerdict.TotalExhausted ? scope.TotalGroup! : scope.Group;
        GatewayMeter.QuotaRefused(call.Route, group, refusal.Verdict.ToString());
        GatewayLog.QuotaRefused(settings.Logger, call.Description.Target, group, refusal.Verdict, refusal.RetryAt.ToString("O", CultureInfo.InvariantCulture));
        return await answer.RefuseAsync(call, scope, group, refusal, cancellationToken).ConfigureAwait(false);
    }
}

using Polly;
using Polly.CircuitBreaker;

namespace ChatGateway;

/// <summary>
/// Sends an attempt to the call's endpoint, to be watched by the breaker of its host. A host that the breaker has open is passed over
/// for the next, without a wait.
/// </summary>
internal sealed class EndpointHandler(TransportSettings settings, IGatewayHandler next)
{
    private readonly GatewayEndpoint[] _endpoints = GatewayEndpoint.CreateAll(settings);

    public ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        GatewayCall call = request.Call;
        GatewayEndpoint endpoint = Address(request);
        if (!endpoint.Breaker.IsClosed) return PassOverAsync(request, cancellationToken);
        call.Breaker = endpoint.Breaker;
        return next.SendAsync(request, cancellationToken);
    }

    private GatewayEndpoint Address(GatewayRequest request)
    {
        GatewayCall call = request.Call;
        GatewayEndpoint endpoint = _endpoints[call.EndpointIndex % _endpoints.Length];
        call.Endpoint = endpoint.Shown;
        request.RequestUri = endpoint.AddressOf(call.Route);
        return endpoint;
    }

    private async ValueTask<HttpResponseMessage> PassOverAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        GatewayCall call = request.Call;
        for (int skipped = 0; skipped < _endpoints.Length; skipped++)
        {
            HostBreaker breaker = Address(request).Breaker;
            // the retry has waited for the one it chose, and for no other
            if (skipped > 0 && call.Delays?.LeftOf(call.EndpointIndex % _endpoints.Length) is not null)
            {
                call.EndpointIndex++;
                continue;
            }
            call.Breaker = breaker.IsClosed ? breaker : null;
            if (call.Breaker is not null) return await next.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (await ProbeAsync(breaker, request, cancellationToken).ConfigureAwait(false) is { } answer) return answer;
            call.EndpointIndex++;
        }
        // the failure that opened the last of them says more
        throw call.LastFailure ?? Failures.AllCircuitsOpen(call, settings.Resilience.BreakerDuration);
    }

    /// <summary>Sends an attempt past a circuit that was open; null when it still is. By itself, so that other attempts do not load Polly.</summary>
    private async Task<HttpResponseMessage?> ProbeAsync(HostBreaker breaker, GatewayRequest request, CancellationToken cancellationToken)
    {
        Outcome<HttpResponseMessage> outcome =
            await breaker.Circuit.ExecuteAsync(AttemptAsync, (Next: next, Request: request), cancellationToken).ConfigureAwait(false);
        if (outcome.Exception is BrokenCircuitException) return null;
        outcome.ThrowIfException();
        return outcome.Result;
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(ResilienceContext context, (IGatewayHandler Next, GatewayRequest Request) state)
    {
        try
        {
            return Outcome.FromResult(await state.Next.SendAsync(state.Request, context.CancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (IsLeft(e, state.Request.Call, context.CancellationToken))
        {
            return Outcome.FromException<HttpResponseMessage>(new OperationCanceledException(e.Message, e, context.CancellationToken));
        }
        catch (Exception e)
        {
            return Outcome.FromException<HttpResponseMessage>(e);
        }
    }

    // a connection that breaks because its time is up, or because the caller left, failed for that reason
    private static bool IsLeft(Exception e, GatewayCall call, CancellationToken cancellationToken) =>
        (cancellationToken.IsCancellationRequested || call.IsOver) && ConnectionFailures.Describe(e) is not null;
}

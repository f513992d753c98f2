using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ChatGateway;

/// <summary>
/// Sends an attempt to the call's endpoint, through the breaker of its host and within an attempt's time. A host that the
/// breaker has open is passed over for the next, without a wait.
/// </summary>
internal sealed class EndpointHandler(TransportSettings settings) : DelegatingHandler
{
    public static readonly ResiliencePropertyKey<bool> IsStreamKey = new("ChatGateway.IsStream");

    private readonly GatewayEndpoint[] _endpoints = GatewayEndpoint.CreateAll(settings);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GatewayCall call = GatewayCall.Of(request);
        call.IsWaiting = false;
        Uri route = call.RouteUri;
        for (int skipped = 0; skipped < _endpoints.Length; skipped++)
        {
            GatewayEndpoint endpoint = _endpoints[call.EndpointIndex % _endpoints.Length];
            call.Endpoint = endpoint.Uri;
            request.RequestUri = EndpointRules.Join(endpoint.Uri, route);
            Outcome<HttpResponseMessage> outcome = await ExecuteAsync(endpoint, request, call, cancellationToken).ConfigureAwait(false);
            if (outcome.Exception is BrokenCircuitException)
            {
                call.EndpointIndex++;
                continue;
            }
            if (outcome.Exception is TimeoutRejectedException) throw Failures.Timeout(call, settings.Resilience.AttemptTimeout);
            outcome.ThrowIfException();
            return outcome.Result!;
        }
        // the failure that opened the last of them says more
        throw call.LastFailure ?? Failures.AllCircuitsOpen(call, settings.Resilience.BreakerDuration);
    }

    private async ValueTask<Outcome<HttpResponseMessage>> ExecuteAsync(
        GatewayEndpoint endpoint, HttpRequestMessage request, GatewayCall call, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(IsStreamKey, call.IsStream);
        try
        {
            return await endpoint.Pipeline.ExecuteOutcomeAsync(AttemptAsync, context, (Handler: this, Request: request)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(ResilienceContext context, (EndpointHandler Handler, HttpRequestMessage Request) state)
    {
        try
        {
            return Outcome.FromResult(await state.Handler.SendToInnerAsync(state.Request, context.CancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (context.CancellationToken.IsCancellationRequested && ConnectionFailures.Describe(e) is not null)
        {
            // a connection that breaks because its time is up, or because the caller left, failed for that reason
            return Outcome.FromException<HttpResponseMessage>(new OperationCanceledException(e.Message, e, context.CancellationToken));
        }
        catch (Exception e)
        {
            return Outcome.FromException<HttpResponseMessage>(e);
        }
    }

    private Task<HttpResponseMessage> SendToInnerAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        base.SendAsync(message, cancellationToken);
}

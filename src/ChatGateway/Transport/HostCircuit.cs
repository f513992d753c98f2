using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;

namespace ChatGateway;

/// <summary>The circuit of a host that has failed.</summary>
internal sealed class HostCircuit
{
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public HostCircuit(TransportSettings settings, Uri endpoint) => _pipeline = CreatePipeline(settings, endpoint, _state);

    // what holds Polly's types stays a call: inlined ahead of time, it would load Polly for callers that have no circuit
    public bool IsClosed
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => _state.CircuitState == CircuitState.Closed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask SucceededAsync(HttpResponseMessage? response) => TellAsync(Outcome.FromResult(response!));

    public ValueTask FailedAsync(ChatGatewayException failure) => TellAsync(Outcome.FromException<HttpResponseMessage>(failure));

    /// <summary>Sends an attempt through the pipeline, which refuses it while the circuit is open and lets one pass as a probe afterwards.</summary>
    public async ValueTask<Outcome<HttpResponseMessage>> ExecuteAsync<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> attempt, TState state, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _pipeline.ExecuteOutcomeAsync(attempt, context, state).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask TellAsync(Outcome<HttpResponseMessage> outcome)
    {
        // one that ends while another probes proves nothing about the host of now
        if (!IsClosed) return;
        ResilienceContext context = ResilienceContextPool.Shared.Get();
        await _pipeline.ExecuteOutcomeAsync(static (_, known) => ValueTask.FromResult(known), context, outcome).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
    }

    private static ResiliencePipeline<HttpResponseMessage> CreatePipeline(TransportSettings settings, Uri endpoint, CircuitBreakerStateProvider state)
    {
        ResilienceOptions resilience = settings.Resilience;
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = settings.TimeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = resilience.BreakerFailureRatio,
                MinimumThroughput = resilience.BreakerMinimumCalls,
                SamplingDuration = resilience.BreakerWindow,
                BreakDuration = resilience.BreakerDuration,
                StateProvider = state,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception switch
                {
                    null => false,
                    // a probe that did not reach the host has proved nothing and must not close the circuit
                    var failure when RetryRules.SaysNothingOfTheHost(failure) => state.CircuitState == CircuitState.HalfOpen,
                    var failure => RetryRules.SpeaksAgainstTheHost(failure),
                }),
                OnOpened = _ => Changed("open"),
                OnHalfOpened = _ => Changed("half-open"),
                OnClosed = _ => Changed("closed"),
            })
            .Build();

        ValueTask Changed(string newState)
        {
            GatewayMeter.BreakerChanged(endpoint, newState);
            GatewayLog.BreakerChanged(settings.Logger, endpoint.Authority, newState);
            return ValueTask.CompletedTask;
        }
    }
}

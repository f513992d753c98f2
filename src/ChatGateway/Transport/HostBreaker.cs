using Polly;
using Polly.CircuitBreaker;

namespace ChatGateway;

/// <summary>
/// The circuit breaker of a host. While it is closed, attempts are sent past its pipeline and it is told how they ended; the
/// pipeline is made at the first failure and told then of the successes before it. Only a host in trouble pays for a breaker.
/// </summary>
internal sealed class HostBreaker
{
    private readonly TransportSettings _settings;
    private CircuitBreakerStateProvider? _state;
    private readonly Lazy<ResiliencePipeline<HttpResponseMessage>> _pipeline;
    private readonly SuccessCount _successes;

    public HostBreaker(TransportSettings settings, string authority)
    {
        _settings = settings;
        _successes = new SuccessCount(settings.Resilience.BreakerWindow, settings.TimeProvider);
        _pipeline = new Lazy<ResiliencePipeline<HttpResponseMessage>>(() => CreatePipeline(authority));
    }

    public bool IsClosed => _state is null || _state.CircuitState == CircuitState.Closed;

    /// <summary>Notes an attempt that was answered while the circuit was closed.</summary>
    public ValueTask SucceededAsync(HttpResponseMessage response)
    {
        if (_pipeline.IsValueCreated) return TellAsync(Outcome.FromResult(response));
        _successes.Add();
        return ValueTask.CompletedTask;
    }

    /// <summary>Notes an attempt that failed while the circuit was closed.</summary>
    public async ValueTask FailedAsync(ChatGatewayException failure)
    {
        for (int i = _successes.TakeAll(); i > 0; i--) await TellAsync(default).ConfigureAwait(false);
        await TellAsync(Outcome.FromException<HttpResponseMessage>(failure)).ConfigureAwait(false);
    }

    /// <summary>Sends an attempt through the pipeline, which refuses it while the circuit is open and lets one pass as a probe afterwards.</summary>
    public async ValueTask<Outcome<HttpResponseMessage>> ExecuteAsync<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> attempt, TState state, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _pipeline.Value.ExecuteOutcomeAsync(attempt, context, state).ConfigureAwait(false);
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
        await _pipeline.Value.ExecuteOutcomeAsync(static (_, known) => ValueTask.FromResult(known), context, outcome).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
    }

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline(string authority)
    {
        ResilienceOptions resilience = _settings.Resilience;
        var state = new CircuitBreakerStateProvider();
        ResiliencePipeline<HttpResponseMessage> pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _settings.TimeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = resilience.BreakerFailureRatio,
                MinimumThroughput = resilience.BreakerMinimumCalls,
                SamplingDuration = resilience.BreakerWindow,
                BreakDuration = resilience.BreakerDuration,
                StateProvider = state,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception switch
                {
                    GatewayConnectionException => true,
                    GatewayResponseException e => (int)e.StatusCode >= 500,
                    // a probe that was cancelled, or not sent for want of quota, has proved nothing and must not close the circuit
                    OperationCanceledException or QuotaExhaustedException { InnerException: null } => state.CircuitState == CircuitState.HalfOpen,
                    _ => false,
                }),
                OnOpened = _ => Changed("open"),
                OnHalfOpened = _ => Changed("half-open"),
                OnClosed = _ => Changed("closed"),
            })
            .Build();
        _state = state;
        return pipeline;

        ValueTask Changed(string newState)
        {
            GatewayMeter.BreakerChanged(authority, newState);
            GatewayLog.BreakerChanged(_settings.Logger, authority, newState);
            return ValueTask.CompletedTask;
        }
    }
}

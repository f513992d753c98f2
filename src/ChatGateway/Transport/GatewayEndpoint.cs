using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ChatGateway;

/// <summary>An endpoint, with the breaker of its host and the time limit of an attempt.</summary>
internal sealed class GatewayEndpoint
{
    private GatewayEndpoint(Uri uri, ResiliencePipeline<HttpResponseMessage> pipeline)
    {
        Uri = uri;
        Pipeline = pipeline;
    }

    public Uri Uri { get; }

    public ResiliencePipeline<HttpResponseMessage> Pipeline { get; }

    /// <summary>Endpoints of one host share its breaker.</summary>
    public static GatewayEndpoint[] CreateAll(TransportSettings settings)
    {
        var pipelines = new Dictionary<string, ResiliencePipeline<HttpResponseMessage>>(StringComparer.OrdinalIgnoreCase);
        var endpoints = new GatewayEndpoint[settings.Endpoints.Count];
        for (int i = 0; i < endpoints.Length; i++)
        {
            Uri uri = settings.Endpoints[i];
            if (!pipelines.TryGetValue(uri.Authority, out ResiliencePipeline<HttpResponseMessage>? pipeline))
                pipelines.Add(uri.Authority, pipeline = CreatePipeline(settings, uri.Authority));
            endpoints[i] = new GatewayEndpoint(uri, pipeline);
        }
        return endpoints;
    }

    private static ResiliencePipeline<HttpResponseMessage> CreatePipeline(TransportSettings settings, string authority)
    {
        ResilienceOptions resilience = settings.Resilience;
        var state = new CircuitBreakerStateProvider();
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
                    TimeoutRejectedException or GatewayConnectionException => true,
                    GatewayResponseException e => (int)e.StatusCode >= 500,
                    // a probe that was cancelled has proved nothing, and must not close the circuit
                    OperationCanceledException => state.CircuitState == CircuitState.HalfOpen,
                    _ => false,
                }),
                OnOpened = _ => Changed("open"),
                OnHalfOpened = _ => Changed("half-open"),
                OnClosed = _ => Changed("closed"),
            })
            .AddTimeout(new TimeoutStrategyOptions
            {
                // a stream's time is watched while it is read
                TimeoutGenerator = args => ValueTask.FromResult(
                    args.Context.Properties.TryGetValue(EndpointHandler.IsStreamKey, out bool isStream) && isStream
                        ? Timeout.InfiniteTimeSpan
                        : resilience.AttemptTimeout),
            })
            .Build();

        ValueTask Changed(string newState)
        {
            GatewayMeter.BreakerChanged(authority, newState);
            GatewayLog.BreakerChanged(settings.Logger, authority, newState);
            return ValueTask.CompletedTask;
        }
    }
}

using Polly;
using Polly.Retry;

namespace ChatGateway;

/// <summary>
/// Sends a request again, as a fresh message, when its failure may pass: after the wait that the server asks for, at once on
/// an endpoint not tried yet, or else after a growing wait with jitter. The first attempt does not come by here.
/// </summary>
internal sealed class RetryHandler(TransportSettings settings, GatewayPipeline next)
{
    // made at the first retry, as is the key: calls that need none do not load Polly
    private ResiliencePipeline<HttpResponseMessage>? _pipeline;

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline() =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = settings.TimeProvider }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                // the number is that of the call
                MaxRetryAttempts = int.MaxValue,
                Delay = settings.Resilience.RetryDelay,
                MaxDelay = settings.Resilience.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => ValueTask.FromResult(Decide(args.Outcome.Exception, args.AttemptNumber, args.Context)),
                DelayGenerator = args => ValueTask.FromResult(Decided(args.Context).Delay),
                OnRetry = args =>
                {
                    Prepare(args.Outcome.Exception!, args.RetryDelay, Decided(args.Context).Index, CallOf(args.Context));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    /// <summary>Whether a call is to be sent again after the failure of its first attempt.</summary>
    public bool ShouldRetry(Exception failure, GatewayCall call) => NextOf(failure, retries: 0, call) is not null;

    /// <summary>Gives the first attempt's failure to the pipeline as the outcome of its first execution: calls that need no retry do without it.</summary>
    public async Task<HttpResponseMessage> SendAgainAsync(GatewayCall call, Exception failure, CancellationToken cancellationToken)
    {
        // the call's time holds for the waits, too
        using var deadline = new AttemptTimer(call.Remaining, settings.TimeProvider, cancellationToken);
        ResilienceContext context = ResilienceContextPool.Shared.Get(deadline.Token);
        context.Properties.Set(Keys.Call, call);
        try
        {
            var attempt = new Attempt(next, call.Message!) { Failure = failure };
            Outcome<HttpResponseMessage> outcome = await LazyInitializer.EnsureInitialized(ref _pipeline, CreatePipeline).ExecuteOutcomeAsync(AttemptAsync, context, attempt).ConfigureAwait(false);
            outcome.ThrowIfException();
            return outcome.Result!;
        }
        catch (Exception e) when (deadline.IsOver && e is not ChatGatewayException)
        {
            call.IsOver = true;
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(ResilienceContext context, Attempt attempt)
    {
        if (attempt.TakeFailure() is { } known) return Outcome.FromException<HttpResponseMessage>(known);
        try
        {
            // a message can be sent once; the headers are set below this handler, and the content can be sent again
            var copy = new GatewayRequest(attempt.Request.Call, attempt.Request.Method, attempt.Request.Content);
            return Outcome.FromResult(await attempt.Next.SendAsync(copy, context.CancellationToken).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            return Outcome.FromException<HttpResponseMessage>(e);
        }
    }

    private static GatewayCall CallOf(ResilienceContext context) =>
        context.Properties.TryGetValue(Keys.Call, out GatewayCall? call) ? call : throw new InvalidOperationException("The context belongs to no call.");

    private static (int Index, TimeSpan? Delay) Decided(ResilienceContext context) => context.Properties.GetValue(Keys.Next, default);

    // once for each failure: what is left of a time is another a moment later
    private bool Decide(Exception? failure, int retries, ResilienceContext context)
    {
        if (failure is null || NextOf(failure, retries, CallOf(context)) is not { } next) return false;
        context.Properties.Set(Keys.Next, next);
        return true;
    }

    private (int Index, TimeSpan? Delay)? NextOf(Exception failure, int retries, GatewayCall call) =>
        retries < call.MaxRetries && RetryRules.MayPass(failure) ? NextOf(failure, call) : null;

    private void Prepare(Exception failure, TimeSpan delay, int next, GatewayCall call)
    {
        int last = call.EndpointIndex;
        call.EndpointIndex = next;
        if (RetryRules.ServerDelay(failure) is { } asked) (call.Delays ??= new EndpointDelays(settings.TimeProvider)).Note(last % settings.Endpoints.Count, asked);
        call.LastFailure = failure as ChatGatewayException;
        call.IsWaiting = true;
        GatewayMeter.Retried(call.Route, switchesEndpoint: call.EndpointIndex != last && call.EndpointIndex < settings.Endpoints.Count);
        GatewayLog.Retrying(settings.Logger, call.Description.Target, call.Attempts, failure.GetType().Name, delay.TotalMilliseconds);
    }

    /// <summary>
    /// Where the next attempt goes, and how long it waits for that; without a delay, as long as the attempts before suggest. An endpoint not
    /// tried yet is tried at once; one that comes again is given the time that it asked for, or passed over where that is too long.
    /// </summary>
    private (int Index, TimeSpan? Delay)? NextOf(Exception failure, GatewayCall call)
    {
        TimeSpan? asked = RetryRules.ServerDelay(failure);
        if (!RetryRules.ConcernsTheEndpoint(failure)) return IsAcceptable(asked, call) ? (call.EndpointIndex, asked) : null;
        int count = settings.Endpoints.Count;
        for (int i = 1; i <= count; i++)
        {
            int index = call.EndpointIndex + i;
            bool isNew = index < count;
            TimeSpan? delay = isNew ? TimeSpan.Zero : i == count ? asked : call.Delays?.LeftOf(index % count);
            if (IsAcceptable(delay, call)) return (index, delay);
        }
        return null;
    }

    private bool IsAcceptable(TimeSpan? delay, GatewayCall call) =>
        (delay ?? TimeSpan.Zero) <= settings.Resilience.MaxServerDelay && (delay ?? TimeSpan.Zero) < call.Remaining;

    private static class Keys
    {
        public static readonly ResiliencePropertyKey<GatewayCall> Call = new("ChatGateway.Call");

        public static readonly ResiliencePropertyKey<(int Index, TimeSpan? Delay)> Next = new("ChatGateway.Next");
    }

    /// <summary>What an execution of the pipeline works on.</summary>
    private sealed record Attempt(GatewayPipeline Next, GatewayRequest Request)
    {
        public Exception? Failure { get; set; }

        public Exception? TakeFailure()
        {
            Exception? failure = Failure;
            Failure = null;
            return failure;
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace ChatGateway;

/// <summary>
/// Holds attempts back that exceed the requests a minute of the client's options. One that is not sent for that gives its permit of the
/// day back.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "What has no timer, and whose wait handle nobody asks for, holds nothing; and those that wait let go of it later.")]
internal sealed class RequestRateHandler : IGatewayHandler, IDisposable
{
    private readonly int _limit;
    private readonly TransportSettings _settings;
    private readonly QuotaAnswer? _quota;
    private readonly IGatewayHandler _next;
    private readonly RequestRate _rate;

    // the first of those that wait; the others follow in the order in which they came
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private int _waiting;

    public RequestRateHandler(int requestsPerMinute, TransportSettings settings, QuotaAnswer? quota, IGatewayHandler next)
    {
        _limit = requestsPerMinute;
        _settings = settings;
        _quota = quota;
        _next = next;
        _rate = new RequestRate(requestsPerMinute, settings.TimeProvider);
        _closed = _closing.Token;
    }

    public async ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        GatewayCall call = request.Call;
        try
        {
            TimeSpan wait = Volatile.Read(ref _waiting) == 0 ? _rate.Take() : Timeout.InfiniteTimeSpan;
            if (wait != TimeSpan.Zero) await WaitAsync(call, wait, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (call.Permit is not null)
        {
            QuotaScope scope = _settings.Quota!.Plan.ScopeOf(call.ApiKey, call.Model!.Value, call.IsEmbedding);
            await _quota!.GiveBackAsync(call, scope, call.Permit, cancellationToken).ConfigureAwait(false);
            throw;
        }
        return await _next.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends all waits.</summary>
    public void Dispose() => _closing.Cancel();

    private async ValueTask WaitAsync(GatewayCall call, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (_settings.WhenLimited == LimitBehavior.Refuse)
        {
            GatewayMeter.QuotaRefused(call.Route, QuotaFailures.RateGroup, nameof(LimitBehavior.Refuse));
            throw QuotaFailures.RateLimited(call, _limit, wait);
        }
        GatewayMeter.QuotaWaited(call.Route, QuotaFailures.RateGroup);
        Interlocked.Increment(ref _waiting);
        try
        {
            await TakeTurnAsync(call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async ValueTask TakeTurnAsync(GatewayCall call, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed);
        using var timer = new AttemptTimer(call.Remaining, _settings.TimeProvider, either.Token);
        try
        {
            await _turn.WaitAsync(timer.Token).ConfigureAwait(false);
            try
            {
                while (_rate.Take() is { Ticks: > 0 } wait) await Task.Delay(wait, _settings.TimeProvider, timer.Token).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            throw GatewayPipeline.Disposed();
        }
        catch (OperationCanceledException) when (timer.IsOver)
        {
            throw Failures.NoTurn(call, _limit);
        }
    }
}

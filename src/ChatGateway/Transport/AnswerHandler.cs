using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>
/// Sends one attempt, has its answer read (of a stream: the first event), or makes of its outcome one of the client's exceptions, and
/// tells the breaker of its host and the count of its key's day. The answer belongs to the attempt: one that stalls, is cut or holds an
/// error under a status of success can be retried.
/// </summary>
internal sealed class AnswerHandler(TransportSettings settings, QuotaAnswer? quota, HttpMessageInvoker socket) : IGatewayHandler
{
    /// <summary>How long an error's body is waited for: its status says enough to go on without.</summary>
    private static readonly TimeSpan ErrorBodyPatience = TimeSpan.FromSeconds(5);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpResponseMessage> SendAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        GatewayCall call = request.Call;
        // until here the call has only waited for it
        call.IsWaiting = false;
        call.Attempts++;
        call.Answer = null;
        call.RequestId = null;
        call.RateLimits = null;
        call.Release();
        bool isLogged = settings.Logger.IsEnabled(LogLevel.Debug);
        // the clock is read once: on virtual machines that takes as long as counting a permit
        long start = call.AttemptStart = settings.TimeProvider.GetTimestamp();
        if (isLogged) GatewayLog.Sending(settings.Logger, call.Description.Target, call.Attempts);
        HttpResponseMessage? response = null;
        Exception? failure = null;
        bool answered = false;
        // covers a whole answer; of a stream the headers, which must come within the time of its first byte
        TimeSpan limit = call.IsStream ? settings.Resilience.FirstEventTimeout : settings.Resilience.AttemptTimeout;
        // a call that asks for more time than all calls get wants to wait that long: a second attempt would be paid for, too
        if (call.Timeout > settings.Resilience.TotalTimeout && call.Timeout > limit) limit = call.Timeout;
        // one timer for the attempt and for the whole call: the limit that is reached first
        TimeSpan remaining = call.RemainingAt(start);
        bool endsTheCall = remaining <= limit;
        var timer = new AttemptTimer(endsTheCall ? remaining : limit, settings.TimeProvider, cancellationToken);
        try
        {
            response = await socket.SendAsync(request, timer.Token).ConfigureAwait(false);
            call.Answer = response;
            call.RequestId = ResponseHeaders.RequestId(response);
            call.RateLimits = RateLimitHeaders.Read(response);
            if (isLogged)
            {
                double elapsed = settings.TimeProvider.GetElapsedTime(start).TotalMilliseconds;
                GatewayLog.Answered(settings.Logger, call.Description.Target, call.Attempts, (int)response.StatusCode, elapsed, call.RequestId);
            }
            if (!response.IsSuccessStatusCode) throw await ReadErrorAsync(call, response, timer.Token, cancellationToken).ConfigureAwait(false);
            if (call.IsStream)
            {
                // from here on the stream is watched while it is read; only the call's time goes on
                if (!endsTheCall && !timer.TryExtend(call.Remaining)) throw Failures.AttemptTimeout(call, limit);
                endsTheCall = true;
            }
            else
            {
                BoundedBody body = await BoundedBody.ReadAnswerAsync(response.Content, settings.Limits.MaxBodyBytes, timer.Token).ConfigureAwait(false);
                call.Hold(body);
                Check(call, response, body);
                response.Content.Dispose();
                response.Content = new BufferedContent(body.Bytes);
            }
            await call.Reader!.ReadAsync(call, response, timer.Token).ConfigureAwait(false);
            answered = true;
        }
        catch (Exception e)
        {
            bool isLate = timer.IsOver && e is not ChatGatewayException;
            if (isLate && endsTheCall) call.IsOver = true;
            failure = isLate && !endsTheCall ? Failures.AttemptTimeout(call, limit) : Translate(call, e, cancellationToken);
        }
        finally
        {
            timer.Dispose();
            if (!answered) response?.Dispose();
            GatewayMeter.Sent(call.Route, call.Endpoint!, failed: !answered);
        }
        if (call.Breaker is { } breaker)
        {
            if (failure is null) await breaker.SucceededAsync(response!, start).ConfigureAwait(false);
            else if (failure is ChatGatewayException known) await breaker.FailedAsync(known).ConfigureAwait(false);
        }
        if (call.Permit is { } permit && (failure is not null || permit.IsProbe))
            failure = await quota!.SettleAsync(call, permit, failure, cancellationToken).ConfigureAwait(false);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return response!;
    }

    /// <summary>What is thrown for a failure: a connection's is one of ours, unless it broke because the call is over.</summary>
    private static Exception Translate(GatewayCall call, Exception e, CancellationToken cancellationToken) =>
        !call.IsOver && !cancellationToken.IsCancellationRequested && ConnectionFailures.Describe(e) is { } failure ? Failures.Connection(call, failure, e) : e;

    private void Check(GatewayCall call, HttpResponseMessage response, BoundedBody body)
    {
        if (body.IsCut) throw Failures.BodyTooLarge(call, settings.Limits.MaxBodyBytes, body.Bytes.Span);
        if (response.StatusCode == HttpStatusCode.NoContent || body.Bytes.IsEmpty)
            throw Failures.Protocol(call, $"The body is empty (status {(int)response.StatusCode}).", default);
    }

    private async Task<ChatGatewayException> ReadErrorAsync(
        GatewayCall call, HttpResponseMessage response, CancellationToken attemptToken, CancellationToken cancellationToken)
    {
        if (response.Headers.Location is { } target && (int)response.StatusCode is >= 300 and < 400)
            return Failures.Redirect(call, response.StatusCode, target);
        using var patience = new CancellationTokenSource(ErrorBodyPatience, settings.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, attemptToken);
        try
        {
            using BoundedBody body = await BoundedBody.ReadErrorAsync(response.Content, settings.Limits.MaxErrorBytes, either.Token).ConfigureAwait(false);
            return Failures.Response(call, response.StatusCode, body.Bytes.Span);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ConnectionFailures.Describe(e) is not null)
        {
            // the status alone still says more than a body that breaks or never comes
            return Failures.Response(call, response.StatusCode, default);
        }
    }
}

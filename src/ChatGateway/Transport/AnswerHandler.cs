using System.Net;
using Microsoft.Extensions.Logging;

namespace ChatGateway;

/// <summary>
/// Sends one attempt and makes of its outcome a response with a body in memory (of a stream: with its first event read), or
/// one of the client's exceptions. The body belongs to the attempt: one that stalls or is cut can be retried.
/// </summary>
internal sealed class AnswerHandler(TransportSettings settings) : DelegatingHandler
{
    /// <summary>How long an error's body is waited for: its status says enough to go on without.</summary>
    private static readonly TimeSpan ErrorBodyPatience = TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GatewayCall call = GatewayCall.Of(request);
        call.Attempts++;
        call.RequestId = null;
        call.RateLimits = null;
        call.Body = default;
        long start = settings.TimeProvider.GetTimestamp();
        bool isLogged = settings.Logger.IsEnabled(LogLevel.Debug);
        if (isLogged) GatewayLog.Sending(settings.Logger, call.Description.Target, call.Attempts);
        HttpResponseMessage? response = null;
        bool answered = false;
        try
        {
            response = await SendWithinAsync(request, call, cancellationToken).ConfigureAwait(false);
            call.RequestId = ResponseHeaders.RequestId(response);
            call.RateLimits = RateLimitHeaders.Read(response);
            if (isLogged)
            {
                double elapsed = settings.TimeProvider.GetElapsedTime(start).TotalMilliseconds;
                GatewayLog.Answered(settings.Logger, call.Description.Target, call.Attempts, (int)response.StatusCode, elapsed, call.RequestId);
            }
            if (!response.IsSuccessStatusCode) throw await ReadErrorAsync(call, response, cancellationToken).ConfigureAwait(false);
            if (call.IsStream) await call.Begin!(response, cancellationToken).ConfigureAwait(false);
            else await BufferAsync(call, response, cancellationToken).ConfigureAwait(false);
            answered = true;
            return response;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ConnectionFailures.Describe(e) is { } failure)
        {
            throw Failures.Connection(call, failure, e);
        }
        finally
        {
            if (!answered) response?.Dispose();
            GatewayMeter.Sent(call.Route, call.Endpoint!.Host, failed: !answered);
        }
    }

    /// <summary>The time of an attempt covers a whole answer; the headers of a stream must come within that of its first byte.</summary>
    private async Task<HttpResponseMessage> SendWithinAsync(HttpRequestMessage request, GatewayCall call, CancellationToken cancellationToken)
    {
        if (!call.IsStream) return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        TimeSpan limit = settings.Resilience.FirstEventTimeout;
        using var timer = new CancellationTokenSource(limit, settings.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await base.SendAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failures.Timeout(call, limit);
        }
    }

    private async Task BufferAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        long limit = settings.Limits.MaxBodyBytes;
        BoundedBody body = await BoundedBody.ReadAnswerAsync(response.Content, limit, cancellationToken).ConfigureAwait(false);
        if (body.IsCut) throw Failures.BodyTooLarge(call, limit, body.Bytes.Span);
        if (response.StatusCode == HttpStatusCode.NoContent || body.Bytes.IsEmpty)
            throw Failures.Protocol(call, $"The body is empty (status {(int)response.StatusCode}).", default);
        call.Body = body.Bytes;
        response.Content.Dispose();
        response.Content = new BufferedContent(body.Bytes);
    }

    private async Task<ChatGatewayException> ReadErrorAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Headers.Location is { } target && (int)response.StatusCode is >= 300 and < 400)
            return Failures.Redirect(call, response.StatusCode, target);
        using var patience = new CancellationTokenSource(ErrorBodyPatience, settings.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        ReadOnlyMemory<byte> bytes;
        try
        {
            bytes = (await BoundedBody.ReadErrorAsync(response.Content, settings.Limits.MaxErrorBytes, either.Token).ConfigureAwait(false)).Bytes;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ConnectionFailures.Describe(e) is not null)
        {
            // the status alone still says more than a body that breaks or never comes
            bytes = default;
        }
        return Failures.Response(call, response, bytes.Span, settings.TimeProvider);
    }
}

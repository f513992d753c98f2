using System.Net;

namespace ChatGateway;

/// <summary>
/// Sends one attempt and makes of its outcome a response with a body in memory (of a stream: with its first event read), or
/// one of the client's exceptions. The body belongs to the attempt: one that stalls or is cut can be retried.
/// </summary>
internal sealed class AnswerHandler(TransportSettings settings) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GatewayCall call = GatewayCall.Of(request);
        call.Attempts++;
        call.RequestId = null;
        call.RateLimits = null;
        call.Body = default;
        long start = settings.TimeProvider.GetTimestamp();
        GatewayLog.Sending(settings.Logger, call.Description.Target, call.Attempts);
        HttpResponseMessage? response = null;
        bool answered = false;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            call.RequestId = ResponseHeaders.RequestId(response);
            call.RateLimits = RateLimitHeaders.Read(response);
            double elapsed = settings.TimeProvider.GetElapsedTime(start).TotalMilliseconds;
            GatewayLog.Answered(settings.Logger, call.Description.Target, call.Attempts, (int)response.StatusCode, elapsed, call.RequestId);
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
            GatewayMeter.Sent(call.Route, call.Endpoint!.Host, failed: !answered);
            if (!answered) response?.Dispose();
        }
    }

    private async Task BufferAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        long limit = settings.Limits.MaxBodyBytes;
        BoundedBody body = await BoundedBody.ReadAsync(response.Content, limit, cancellationToken).ConfigureAwait(false);
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
        ReadOnlyMemory<byte> bytes;
        try
        {
            bytes = (await BoundedBody.ReadAsync(response.Content, settings.Limits.MaxErrorBytes, cancellationToken).ConfigureAwait(false)).Bytes;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ConnectionFailures.Describe(e) is not null)
        {
            // the status alone still says more than a broken connection
            bytes = default;
        }
        return Failures.Response(call, response, bytes.Span, settings.TimeProvider);
    }
}

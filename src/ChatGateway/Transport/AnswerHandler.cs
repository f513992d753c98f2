using System.Net;

namespace ChatGateway;

/// <summary>
/// Sends an attempt and makes of its outcome a response with a body in memory (or, for a stream, one that is still
/// to be read), or one of the client's exceptions.
/// </summary>
internal sealed class AnswerHandler(TransportSettings settings) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        GatewayCall call = GatewayCall.Of(request);
        call.Attempts++;
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            call.RequestId = ResponseHeaders.RequestId(response);
            if (!response.IsSuccessStatusCode) throw await ReadErrorAsync(call, response, cancellationToken).ConfigureAwait(false);
            if (!call.IsStream) await BufferAsync(call, response, cancellationToken).ConfigureAwait(false);
            HttpResponseMessage result = response;
            response = null;
            return result;
        }
        catch (Exception e) when (ConnectionFailures.Describe(e) is { } failure && !cancellationToken.IsCancellationRequested)
        {
            throw Failures.Connection(call, failure, e);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private async Task BufferAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        long limit = settings.Limits.MaxBodyBytes;
        BoundedBody body = await BoundedBody.ReadAsync(response.Content, limit, cancellationToken).ConfigureAwait(false);
        if (body.IsCut)
        {
            string what = $"The body exceeds {nameof(GatewayLimits)}.{nameof(GatewayLimits.MaxBodyBytes)} ({limit} bytes).";
            throw Failures.Protocol(call, what, body.Bytes.Span);
        }
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
        catch (Exception e) when (ConnectionFailures.Describe(e) is not null && !cancellationToken.IsCancellationRequested)
        {
            // the status alone still says more than a broken connection
            bytes = default;
        }
        return Failures.Response(call, response.StatusCode, bytes.Span, ResponseHeaders.RetryAfter(response, settings.TimeProvider));
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace ChatGateway.Sandbox;

/// <summary>What happens to every request, in this order: it is recorded, a fault may strike, a route answers or refuses.</summary>
internal sealed class RequestPipeline(SandboxOptions options, RequestLog log, ConcurrentQueue<SandboxFault> faults, GatewayRoutes routes)
{
    private int _count;

    public async Task InvokeAsync(HttpContext http, CancellationToken stopping)
    {
        int number = Interlocked.Increment(ref _count);
        http.Response.Headers["x-request-id"] = string.Create(CultureInfo.InvariantCulture, $"sandbox-{number:D6}");

        byte[]? body = [];
        bool received = true;
        try
        {
            body = await RequestReceiver.ReadBodyAsync(http, options.MaxBodyBytes);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // the client left, or broke off, before its request was complete: recorded as such below
            received = false;
        }

        SandboxRequest record = RequestReceiver.Record(http, body);
        log.Add(record);
        try
        {
            if (received)
                await AnswerAsync(http, record, body, stopping);
            else
                record.ClientHungUp();
        }
        finally
        {
            record.Complete();
        }
    }

    private async Task AnswerAsync(HttpContext http, SandboxRequest record, byte[]? body, CancellationToken stopping)
    {
        using CancellationTokenRegistration watch = http.RequestAborted.Register(record.ClientHungUp);
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        // registered last and so called first: Kestrel aborts the request over a cancelled write, as if the client had hung up
        using CancellationTokenRegistration end = stopping.Register(record.EndedBySandbox);
        var call = new GatewayCall(http, record, body, options.TimeProvider, aborted.Token);
        try
        {
            SandboxFault fault = faults.TryDequeue(out SandboxFault? scripted) ? scripted : SandboxFault.None;
            await fault.ApplyAsync(call, () => AnswerOrRefuseAsync(call));
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // nobody is left to answer, or the sandbox stops: a half-sent answer must not look complete
            http.Abort();
        }
    }

    private async Task AnswerOrRefuseAsync(GatewayCall call)
    {
        try
        {
            await routes.AnswerAsync(call);
        }
        catch (RefusalException refusal)
        {
            if (refusal.Allow is not null)
                call.Http.Response.Headers.Allow = refusal.Allow;
            await SendErrorAsync(call, refusal.Status, refusal.Message);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException) && !call.Http.Response.HasStarted)
        {
            // a defect of the sandbox: there is no log, so the answer must say what happened
            await SendErrorAsync(call, HttpStatusCode.InternalServerError, $"The sandbox failed: {e}");
        }
    }

    private static Task SendErrorAsync(GatewayCall call, HttpStatusCode status, string message)
    {
        call.Http.Response.StatusCode = (int)status;
        return WireJson.AnswerAsync(call, ErrorJson.Of((int)status, message));
    }
}

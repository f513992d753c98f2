namespace ChatGateway;

/// <summary>
/// Runs one call, and keeps the promises about exceptions that the handlers below cannot. Each of its waits is limited by what is
/// left of the call's time where it waits: a timer for the whole call beside those would cost every call a second one.
/// </summary>
internal sealed class Exchange(TransportSettings settings, RetryHandler retry)
{
    private readonly ConcurrencyGate _gate = new(settings.Resilience.MaxConcurrentCalls, settings.WhenLimited);

    /// <summary>Waits for a place among the calls under way, then runs a call: until its whole answer, or a stream's first event, has been read.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; it carries the caller's token.</exception>
    public async Task<T> RunAsync<T>(GatewayCall call, Operation<T> operation, CancellationToken cancellationToken)
    {
        if (call.IsStream) call.Start();
        call.Reader = operation;
        ConcurrencyGate.Permit? permit = null;
        HttpResponseMessage? response = null;
        try
        {
            permit = await _gate.EnterAsync(call, cancellationToken).ConfigureAwait(false);
            Exception? failure = null;
            try
            {
                response = await operation.SendAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (retry.ShouldRetry(e, call))
            {
                failure = e;
            }
            if (failure is not null) response = await retry.SendAgainAsync(call, failure, cancellationToken).ConfigureAwait(false);
            T result = operation.Finish(call, permit);
            permit = null;
            return result;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // also a connection that breaks because of the cancellation
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (call.IsWaiting && call.LastFailure is not null && e is ChatGatewayException or OperationCanceledException or ObjectDisposedException)
        {
            // it says more than that there was no time, no permit or no key for another attempt, or that the client was closed before it
            throw call.LastFailure!;
        }
        catch (Exception e) when (call.IsOver && e is not ChatGatewayException)
        {
            throw Failures.Timeout(call);
        }
        finally
        {
            permit?.Dispose();
            // a stream's belongs to its reader
            if (!call.IsStream) response?.Dispose();
            call.End();
        }
    }
}

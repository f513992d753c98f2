namespace ChatGateway;

/// <summary>Runs one call against its deadline, and keeps the promises about exceptions that the handlers below cannot.</summary>
internal sealed class Exchange(TransportSettings settings)
{
    private readonly ConcurrencyGate _gate = new(settings.Resilience.MaxConcurrentCalls, settings.WhenLimited);

    /// <summary>Waits for a place among the calls under way, then runs a call whose whole answer is read within its time.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; it carries the caller's token.</exception>
    public Task<T> RunAsync<T>(GatewayCall call, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken) =>
        RunAsync(call, send, static (_, permit) => permit?.Dispose(), cancellationToken);

    /// <summary>The same for a stream: the permit goes to <paramref name="keep"/>, to be held until the stream ends.</summary>
    public async Task<T> RunAsync<T>(
        GatewayCall call, Func<CancellationToken, Task<T>> send, Action<T, ConcurrencyGate.Permit?> keep, CancellationToken cancellationToken)
    {
        call.Start();
        using var deadline = new AttemptTimer(call.Timeout, settings.TimeProvider, cancellationToken);
        try
        {
            call.IsQueued = true;
            ConcurrencyGate.Permit? permit = await _gate.EnterAsync(call, deadline.Token).ConfigureAwait(false);
            call.IsQueued = false;
            T result;
            try
            {
                result = await send(deadline.Token).ConfigureAwait(false);
            }
            catch
            {
                permit?.Dispose();
                throw;
            }
            keep(result, permit);
            return result;
        }
        catch (WireFormatException e)
        {
            throw Failures.Unreadable(call, e);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // also a connection that breaks because of the cancellation
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (deadline.IsOver && e is not ChatGatewayException)
        {
            if (call.IsQueued) throw Failures.NoPermit(call, settings.Resilience.MaxConcurrentCalls);
            if (call.IsRateLimited) throw Failures.NoTurn(call, settings.RequestsPerMinute);
            // what failed before the wait says more than that the wait was cut
            throw call.IsWaiting && call.LastFailure is { } failure ? failure : Failures.Timeout(call, call.Timeout);
        }
        finally
        {
            call.Release();
        }
    }
}

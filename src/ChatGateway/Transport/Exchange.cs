namespace ChatGateway;

/// <summary>
/// Runs one call, and keeps the promises about exceptions that the handlers below cannot. Each of its waits is limited by what is
/// left of the call's time where it waits: a timer for the whole call beside those would cost every call a second one.
/// </summary>
internal sealed class Exchange(TransportSettings settings)
{
    private readonly ConcurrencyGate _gate = new(settings.Resilience.MaxConcurrentCalls, settings.WhenLimited);

    /// <summary>Waits for a place among the calls under way, then runs a call whose whole answer is read within its time.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; it carries the caller's token.</exception>
    public Task<T> RunAsync<TState, T>(
        GatewayCall call, TState state, Func<TState, GatewayCall, CancellationToken, ValueTask<T>> send, CancellationToken cancellationToken) =>
        RunAsync(call, state, send, static (_, permit) => permit?.Dispose(), cancellationToken);

    /// <summary>The same for a stream: the permit goes to <paramref name="keep"/>, to be held until the stream ends.</summary>
    public async Task<T> RunAsync<TState, T>(
        GatewayCall call,
        TState state,
        Func<TState, GatewayCall, CancellationToken, ValueTask<T>> send,
        Action<T, ConcurrencyGate.Permit?> keep,
        CancellationToken cancellationToken)
    {
        call.Start();
        try
        {
            ConcurrencyGate.Permit? permit = await _gate.EnterAsync(call, cancellationToken).ConfigureAwait(false);
            T result;
            try
            {
                result = await send(state, call, cancellationToken).ConfigureAwait(false);
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
        catch (Exception e) when (call.IsOver && e is not ChatGatewayException)
        {
            // what failed before the wait says more than that the wait was cut
            throw call.IsWaiting && call.LastFailure is { } failure ? failure : Failures.Timeout(call, call.Timeout);
        }
        finally
        {
            call.Release();
        }
    }
}

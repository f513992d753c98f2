namespace ChatGateway;

/// <summary>Runs one call against its deadline, and keeps the promises about exceptions that the handlers below cannot.</summary>
internal static class Exchange
{
    /// <summary>Runs a call whose whole answer is read within its time.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; it carries the caller's token.</exception>
    public static async Task<T> RunAsync<T>(
        GatewayCall call, TimeProvider timeProvider, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(call.Timeout, timeProvider);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await send(deadline.Token).ConfigureAwait(false);
        }
        catch (WireFormatException e)
        {
            throw Unreadable(call, e);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // also a connection that breaks because of the cancellation
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw Failures.Timeout(call, call.Timeout);
        }
    }

    private static ChatGatewayException Unreadable(GatewayCall call, WireFormatException fault) =>
        ErrorBody.FindInSuccess(call.Body.Span) is { } error
            ? Failures.ErrorInSuccess(call, error, call.Body.Span)
            : Failures.Protocol(call, fault.Message, call.Body.Span);
}

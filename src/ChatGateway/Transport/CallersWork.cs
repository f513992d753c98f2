namespace ChatGateway;

/// <summary>Waits for work of the caller's own, a source of keys or a store, which may take no heed of the token that it is given.</summary>
internal static class CallersWork
{
    /// <summary>Waits until the work ends or the token is cancelled. What is left alone may end as it likes.</summary>
    public static ValueTask<T> WaitAsync<T>(ValueTask<T> work, CancellationToken cancellationToken) =>
        work.IsCompleted ? work : new(WaitAsync(work.AsTask(), Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));

    /// <inheritdoc cref="WaitAsync{T}(ValueTask{T}, CancellationToken)"/>
    /// <exception cref="TimeoutException">The time ran out.</exception>
    public static async Task<T> WaitAsync<T>(Task<T> work, TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await WaitAsync((Task)work, time, timeProvider, cancellationToken).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    /// <inheritdoc cref="WaitAsync{T}(Task{T}, TimeSpan, TimeProvider, CancellationToken)"/>
    public static async Task WaitAsync(Task work, TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        try
        {
            await work.WaitAsync(time, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!work.IsCompleted)
        {
            LeaveAlone(work);
            throw;
        }
    }

    // whoever looks for tasks that failed unseen is not to find one of these
    private static void LeaveAlone(Task work) =>
        _ = work.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}

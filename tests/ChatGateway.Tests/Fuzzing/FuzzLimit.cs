namespace ChatGateway.Tests.Fuzzing;

/// <summary>How long one execution may take in a test: far more than it does, also on a busy machine.</summary>
internal static class FuzzLimit
{
    private static readonly TimeSpan Execution = TimeSpan.FromSeconds(30);

    /// <exception cref="TimeoutException">It hangs.</exception>
    public static Task<T> WithinAsync<T>(Func<Task<T>> execute) =>
        // on another thread, since it may hang before its first await
        Task.Run(execute).WaitAsync(Execution, TimeProvider.System);
}

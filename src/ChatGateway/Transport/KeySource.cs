namespace ChatGateway;

/// <summary>Asks the caller's own source for a key.</summary>
internal static class KeySource
{
    /// <summary>Waits for the key, within the call's time.</summary>
    /// <exception cref="GatewayConnectionException">The source failed, whatever it threw, or gave what cannot be a key.</exception>
    public static async ValueTask<string?> AskAsync(
        Func<CancellationToken, ValueTask<string?>> provider, GatewayCall call, AttemptTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            string? key = await CallersWork.WaitAsync(provider(timer.Token), timer.Token).ConfigureAwait(false);
            return ApiKeyRules.Normalize(key, nameof(ChatGatewayOptions.ApiKeyProvider));
        }
        // vaults have exceptions of their own, a cancellation that nobody asked for among them
        catch (Exception e) when (e is not ChatGatewayException && !timer.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw Failures.KeyProvider(call, e);
        }
    }
}

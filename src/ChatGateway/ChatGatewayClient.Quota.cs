namespace ChatGateway;

public partial class ChatGatewayClient
{
    private const string QuotaSubject = "quota";

    /// <summary>Tells what is left of the daily quotas of the key, as far as this client, or whoever shares its store, has counted. Asks no gateway.</summary>
    /// <param name="options">What this call does differently: only <see cref="RequestOptions.Timeout"/> has a meaning, for a store elsewhere.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The groups with used, limit and reset, the total of all chat requests last; empty where quotas are not counted.</returns>
    /// <exception cref="GatewayConnectionException">The time ran out, or <see cref="ChatGatewayOptions.ApiKeyProvider"/> failed.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public virtual Task<IReadOnlyList<QuotaUsage>> GetQuotaAsync(RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (Settings.Transport.Quota is not { } quota) return Task.FromResult<IReadOnlyList<QuotaUsage>>([]);
        return ReadQuotaAsync(quota, NewCall("GET", QuotaSubject, model: null, isStream: false, options), cancellationToken);
    }

    /// <inheritdoc cref="GetQuotaAsync(RequestOptions?, CancellationToken)"/>
    public Task<IReadOnlyList<QuotaUsage>> GetQuotaAsync(CancellationToken cancellationToken) => GetQuotaAsync(null, cancellationToken);

    private async Task<IReadOnlyList<QuotaUsage>> ReadQuotaAsync(DailyQuota quota, GatewayCall call, CancellationToken cancellationToken)
    {
        using var timer = new AttemptTimer(call.Remaining, call.TimeProvider, cancellationToken);
        try
        {
            string? key = Settings.Transport.ApiKeyProvider is { } provider
                ? await KeySource.AskAsync(provider, call, timer, cancellationToken).ConfigureAwait(false)
                : Settings.Transport.ApiKey;
            return await CallersWork.WaitAsync(quota.ReadAsync(key, timer.Token), timer.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (timer.IsOver)
        {
            throw Failures.Timeout(call, mayPass: false);
        }
    }
}

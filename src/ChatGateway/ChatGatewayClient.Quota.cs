namespace ChatGateway;

public partial class ChatGatewayClient
{
    private const string QuotaSubject = "quota";

    /// <summary>Tells what is left of the daily quotas of the key, as far as this client, or whoever shares its store, has counted. Asks no gateway.</summary>
    /// <param name="options">What this call does differently: only <see cref="RequestOptions.Timeout"/> has a meaning, for a store elsewhere.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The groups with used, limit and reset, the total of all chat requests last; empty where quotas are not counted.</returns>
    /// <exception cref="GatewayConnectionException">The time ran out.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public virtual Task<IReadOnlyList<QuotaUsage>> GetQuotaAsync(RequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (Settings.Transport.Quota is not { } quota) return Task.FromResult<IReadOnlyList<QuotaUsage>>([]);
        GatewayCall call = NewCall("GET", QuotaSubject, model: null, isStream: false, options);
        return Exchange.RunAsync(call, (Quota: quota, Settings.Transport), ReadAsync, cancellationToken);

        static async ValueTask<IReadOnlyList<QuotaUsage>> ReadAsync((DailyQuota Quota, TransportSettings Transport) state, GatewayCall call, CancellationToken token)
        {
            using var timer = new AttemptTimer(call.Remaining, call.TimeProvider, token);
            try
            {
                string? key = state.Transport.ApiKeyProvider is { } provider
                    ? ApiKeyRules.Normalize(await provider(timer.Token).ConfigureAwait(false), nameof(ChatGatewayOptions.ApiKeyProvider))
                    : state.Transport.ApiKey;
                return await state.Quota.ReadAsync(key, timer.Token).ConfigureAwait(false);
            }
            catch (Exception) when (timer.IsOver)
            {
                throw Failures.Timeout(call, call.Timeout, mayPass: false);
            }
        }
    }

    /// <inheritdoc cref="GetQuotaAsync(RequestOptions?, CancellationToken)"/>
    public Task<IReadOnlyList<QuotaUsage>> GetQuotaAsync(CancellationToken cancellationToken) => GetQuotaAsync(null, cancellationToken);
}

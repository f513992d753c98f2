using ChatGateway;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

#pragma warning disable IDE0130 // where callers look for it
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Lets clients of ChatGateway share their quotas over Redis.</summary>
public static class RedisQuotaHttpClientBuilderExtensions
{
    private const int ReconnectMilliseconds = 250;

    /// <summary>Keeps the client's quotas in Redis. The connection is made with the first request, and closed with the container.</summary>
    /// <param name="builder">What <c>AddChatGateway</c> returned.</param>
    /// <param name="configuration">The connection, in the words of StackExchange.Redis: <c>host:6379,password=…</c>.</param>
    /// <param name="configure">Keys and patience; null means all defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The configuration or an option cannot be used.</exception>
    public static IHttpClientBuilder AddRedisQuota(this IHttpClientBuilder builder, string configuration, Action<RedisQuotaOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        RedisQuotaOptions settings = SettingsOf(configure);
        ConfigurationOptions connection = ConfigurationOptions.Parse(configuration);
        // a host starts without Redis, too; and what cannot be sent at once is not sent later, when it was decided otherwise
        connection.AbortOnConnectFail = false;
        connection.BacklogPolicy = BacklogPolicy.FailFast;
        // requests wait for it, and not for long
        connection.ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds);
        connection.HeartbeatInterval = TimeSpan.FromMilliseconds(ReconnectMilliseconds);
        bool endsLateReplies = EndLateReplies(connection, settings.Patience);
        return Add(builder, settings, _ => new RedisConnection(async () => await ConnectionMultiplexer.ConnectAsync(connection).ConfigureAwait(false), isOwned: true)
        {
            EndsLateReplies = endsLateReplies,
        });
    }

    /// <summary>Keeps the client's quotas in Redis, over a connection of the host's.</summary>
    /// <param name="builder">What <c>AddChatGateway</c> returned.</param>
    /// <param name="connection">Gives the connection, which is not disposed of. Asked on another thread: it may block as long as it connects.</param>
    /// <param name="configure">Keys and patience; null means all defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static IHttpClientBuilder AddRedisQuota(
        this IHttpClientBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connection, Action<RedisQuotaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Add(builder, SettingsOf(configure), provider => new RedisConnection(() => Task.FromResult(connection(provider)), isOwned: false));
    }

    // the key that a client was registered with, which stands behind a dot in its HttpClient's name
    private static string OptionsName(IHttpClientBuilder builder)
    {
        int dot = builder.Name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? Options.Options.DefaultName : builder.Name[(dot + 1)..];
    }

    private static RedisQuotaOptions SettingsOf(Action<RedisQuotaOptions>? configure)
    {
        var options = new RedisQuotaOptions();
        configure?.Invoke(options);
        return options.Checked();
    }

    /// <summary>Lets the connection end the wait for a reply within the patience: it looks at each heartbeat what is late.</summary>
    /// <returns>False where the patience is too short for that.</returns>
    private static bool EndLateReplies(ConfigurationOptions connection, TimeSpan patience)
    {
        int left = (int)patience.TotalMilliseconds - ReconnectMilliseconds;
        if (left < ReconnectMilliseconds) return false;
        connection.AsyncTimeout = Math.Min(connection.AsyncTimeout, left);
        return true;
    }

    private static IHttpClientBuilder Add(IHttpClientBuilder builder, RedisQuotaOptions settings, Func<IServiceProvider, RedisConnection> connect)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) =>
            new RedisQuotaStore(connect(provider), settings, provider.GetService<ILogger<RedisQuotaStore>>()));
        builder.Services.AddOptions<ChatGatewayOptions>(OptionsName(builder)).Configure<IServiceProvider>((client, provider) =>
            client.Quota.Store = provider.GetRequiredKeyedService<RedisQuotaStore>(builder.Name));
        return builder;
    }
}

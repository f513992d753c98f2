using System.Diagnostics.CodeAnalysis;
using ChatGateway;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

#pragma warning disable IDE0130 // where callers look for it
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Registers <see cref="ChatGatewayClient"/>.</summary>
/// <remarks>
/// The client is a singleton over handlers of <see cref="IHttpClientFactory"/>, which rotate under it. Its own pipeline (retry,
/// failover, circuit breaker, time-outs) is the only one: resilience handlers that a host sets for all clients are removed from
/// this one, since together they would multiply the attempts. Options are validated when the host starts; a section that
/// does not exist, or holds a member which they do not have, is an error then.
/// </remarks>
public static class ChatGatewayServiceCollectionExtensions
{
    /// <summary>The name of the HttpClient; behind it stands that of the options, after a dot, where they have one.</summary>
    private const string HttpClientName = "ChatGateway";

    /// <summary>Registers a client whose options stand in configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the members of <see cref="ChatGatewayOptions"/>.</param>
    /// <returns>The builder of the client's HttpClient, for proxies, TLS and further handlers.</returns>
    [RequiresUnreferencedCode(StrictSection.BoundByReflection)]
    public static IHttpClientBuilder AddChatGateway(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, serviceKey: null, options => StrictSection.Bind(options, section));
    }

    /// <summary>Registers a client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HttpClient, for proxies, TLS and further handlers.</returns>
    public static IHttpClientBuilder AddChatGateway(this IServiceCollection services, Action<ChatGatewayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, serviceKey: null, options => options.Configure(configure));
    }

    /// <summary>Registers one of several clients, whose options stand in configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key by which it is resolved, also the name of its options.</param>
    /// <param name="section">The section that holds the members of <see cref="ChatGatewayOptions"/>.</param>
    /// <returns>The builder of the client's HttpClient, for proxies, TLS and further handlers.</returns>
    [RequiresUnreferencedCode(StrictSection.BoundByReflection)]
    public static IHttpClientBuilder AddKeyedChatGateway(this IServiceCollection services, string serviceKey, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, serviceKey, options => StrictSection.Bind(options, section));
    }

    /// <summary>Registers one of several clients.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key by which it is resolved, also the name of its options.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HttpClient, for proxies, TLS and further handlers.</returns>
    public static IHttpClientBuilder AddKeyedChatGateway(this IServiceCollection services, string serviceKey, Action<ChatGatewayOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, serviceKey, options => options.Configure(configure));
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string? serviceKey, Action<OptionsBuilder<ChatGatewayOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        string name = serviceKey ?? Options.Options.DefaultName;
        string httpClient = serviceKey is null ? HttpClientName : $"{HttpClientName}.{serviceKey}";
        bool isNew = !services.Any(service => service.ServiceType == typeof(CheckedOptions) && Equals(service.ServiceKey, name));
        OptionsBuilder<ChatGatewayOptions> options = services.AddOptionsWithValidateOnStart<ChatGatewayOptions>(name);
        if (isNew)
        {
            options.Configure<IServiceProvider>(static (target, provider) =>
            {
                target.LoggerFactory = provider.GetService<ILoggerFactory>();
                target.TimeProvider = provider.GetService<TimeProvider>() ?? target.TimeProvider;
            });
        }
        configure(options);
        // a library may add to the options of its host's client: what the host has made of the HttpClient stays
        if (!isNew) return services.AddHttpClient(httpClient);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatGatewayOptions>, ChatGatewayOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatGatewayOptions>, ChatGatewayOptionsRules>());

        services.AddKeyedSingleton(name, static (provider, key) => new CheckedOptions(provider.GetRequiredService<IOptionsMonitor<ChatGatewayOptions>>().Get((string)key!)));
        if (serviceKey is null) services.TryAddSingleton(provider => Create(provider, httpClient, name));
        else services.TryAddKeyedSingleton(serviceKey, (provider, _) => Create(provider, httpClient, name));

        IHttpClientBuilder client = services.AddHttpClient(httpClient)
            // time is the pipeline's business
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => GatewayPipeline.CreateSocketsHandler(OptionsOf(provider, name).Resilience))
            .RedactLoggedHeaders(static _ => true);
#pragma warning disable EXTEXP0001 // the only way to undo a host's defaults
        return client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }

    private static ChatGatewayClient Create(IServiceProvider provider, string httpClient, string name) =>
        new(new FactoryHandler(provider.GetRequiredService<IHttpClientFactory>(), httpClient), OptionsOf(provider, name));

    private static ChatGatewayOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredKeyedService<CheckedOptions>(name).Value;

    /// <summary>The options as they were when they were asked for first: what becomes of them later concerns neither the client nor the handlers that are made anew under it.</summary>
    private sealed class CheckedOptions(ChatGatewayOptions value)
    {
        public ChatGatewayOptions Value => value;
    }
}

namespace ChatGateway;

/// <summary>
/// Talks to an OpenAI-compatible chat gateway. Thread-safe; make one and keep it. Requests are checked before anything
/// is sent: the allowlist, the ranges of the specification, the key and the endpoint.
/// </summary>
/// <remarks>Failed calls throw a <see cref="ChatGatewayException"/> that says what was sent where, why it failed and what to do.</remarks>
public partial class ChatGatewayClient : IDisposable
{
    private const string TotalTimeoutOption = $"{nameof(ResilienceOptions)}.{nameof(ResilienceOptions.TotalTimeout)}";
    private const string OwnTimeoutOption = $"{nameof(RequestOptions)}.{nameof(RequestOptions.Timeout)}";

    private readonly ClientSettings? _settings;
    private readonly GatewayPipeline? _pipeline;
    private readonly Exchange? _exchange;

    /// <summary>Makes a client of ChatAnywhere for a free key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <exception cref="ArgumentException">The key is empty or malformed.</exception>
    public ChatGatewayClient(string apiKey)
        : this(new ChatGatewayOptions { ApiKey = apiKey ?? throw new ArgumentNullException(nameof(apiKey)) })
    {
    }

    /// <summary>Makes a client of any gateway.</summary>
    /// <param name="options">The options, read now.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public ChatGatewayClient(ChatGatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = ClientSettings.Checked(options);
        _pipeline = new GatewayPipeline(_settings.Transport, GatewayPipeline.CreateSocketsHandler(_settings.Transport.Resilience));
        _exchange = new Exchange(_settings.Transport, _pipeline.Retry);
    }

    /// <summary>Makes a client over an HttpClient of the caller's: its handler decides about redirects, proxy and TLS.</summary>
    /// <param name="httpClient">The HttpClient. It is not disposed of; its <see cref="HttpClient.Timeout"/> holds beside the client's own.</param>
    /// <param name="options">The options, read now.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public ChatGatewayClient(HttpClient httpClient, ChatGatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(httpClient);
        ArgumentNullException.ThrowIfNull(options);
        _settings = ClientSettings.Checked(options);
        _pipeline = new GatewayPipeline(_settings.Transport, new HttpClientHandlerAdapter(httpClient));
        _exchange = new Exchange(_settings.Transport, _pipeline.Retry);
    }

    /// <summary>For dependency injection: over a handler that gets its HttpClient from a factory.</summary>
    internal ChatGatewayClient(HttpMessageHandler socket, ChatGatewayOptions options)
    {
        _settings = ClientSettings.Checked(options);
        _pipeline = new GatewayPipeline(_settings.Transport, socket);
        _exchange = new Exchange(_settings.Transport, _pipeline.Retry);
    }

    /// <summary>Makes a client without a transport, for tests that override its methods.</summary>
    protected ChatGatewayClient()
    {
    }

    /// <summary>Where calls go first, to be shown; null for a client without a transport.</summary>
    internal Uri? FirstEndpoint => _settings is { } settings ? EndpointRules.WithoutSecrets(settings.Transport.Endpoints[0]) : null;

    /// <summary>The clock of the options.</summary>
    internal TimeProvider Clock => _settings?.Transport.TimeProvider ?? TimeProvider.System;

    private ClientSettings Settings => _settings ?? throw WithoutTransport();

    private Exchange Exchange => _exchange ?? throw WithoutTransport();

    /// <summary>Closes the connections that are idle. No call can be begun afterwards; those under way go on to their end.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections that are idle; not those of an HttpClient of the caller's.</summary>
    /// <param name="disposing">Whether it was called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _pipeline?.Dispose();
    }

    private GatewayCall NewCall(string method, string route, ModelId? model, bool isStream, RequestOptions? options)
    {
        if (options is not null) RequestOptionsRules.Check(options);
        return new GatewayCall(
            method,
            route,
            model,
            isStream,
            HeaderRules.Check(options?.Headers, $"{nameof(options)}.{nameof(options.Headers)}"),
            options?.Timeout ?? Settings.Transport.Resilience.TotalTimeout,
            options?.MaxRetries ?? Settings.Transport.Resilience.MaxRetries,
            Settings.Transport.TimeProvider)
        {
            Pipeline = _pipeline,
            IsEmbedding = route == EmbeddingsRoute,
            DailyQuotaTexts = Settings.Transport.DailyQuotaTexts,
            TimeoutOption = options?.Timeout is null ? TotalTimeoutOption : OwnTimeoutOption,
        };
    }

    private static InvalidOperationException WithoutTransport() =>
        new("The client was made by its protected constructor: only methods that are overridden can be called.");
}

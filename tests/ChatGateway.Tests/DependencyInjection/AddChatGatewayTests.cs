using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatGateway.Tests.DependencyInjection;

public sealed class AddChatGatewayTests
{
    [Fact]
    public async Task AddChatGateway_Configuration_IsBound()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        IConfiguration section = Configuration(
            ("ApiKey", TestClient.Key), ("Endpoints:0", server.Endpoint.AbsoluteUri), ("DefaultModel", "gpt-4o-mini"), ("AllowedModels", "gpt-4o-mini, gpt-4o"),
            ("ExtraModels:0", "team"), ("Headers:X-Title", "app"), ("Resilience:MaxRetries", "0"), ("Limits:MaxEventBytes", "2048"));
        await using ServiceProvider services = Services(collection => collection.AddChatGateway(section));
        var client = services.GetRequiredService<ChatGatewayClient>();

        await client.CompleteChatAsync("Hello");

        Assert.Equal("app", server.Requests[0].Headers["X-Title"]);
        Assert.Equal($"Bearer {TestClient.Key}", server.Requests[0].Headers["Authorization"]);
        Assert.Throws<ModelNotAllowedException>(() => { _ = client.CompleteChatAsync("gpt-4", "Hello"); });
        Assert.Same(client, services.GetRequiredService<ChatGatewayClient>());
        ChatGatewayOptions options = services.GetRequiredService<IOptions<ChatGatewayOptions>>().Value;
        Assert.Equal(server.Endpoint, Assert.Single(options.Endpoints!));
        Assert.Equal(2048, options.Limits.MaxEventBytes);
        Assert.Equal(["team"], options.ExtraModels!.Select(model => model.Value));
    }

    [Theory]
    [InlineData("Free", "gpt-4o-mini", true)]
    [InlineData("free", "gpt-4", false)]
    [InlineData("Paid", "gpt-4", true)]
    public async Task AddChatGateway_TierAsAllowlist_IsItsModels(string value, string model, bool isAllowed)
    {
        await using ServiceProvider services = Services(collection => collection.AddChatGateway(Configuration(("ApiKey", TestClient.Key), ("AllowedModels", value))));

        Assert.Equal(isAllowed, services.GetRequiredService<IOptions<ChatGatewayOptions>>().Value.AllowedModels!.Allows(model));
    }

    [Fact]
    public async Task AddChatGateway_OptionsConfiguredElsewhere_Count()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        await using ServiceProvider services = Services(collection =>
        {
            collection.AddChatGateway(options => options.ApiKey = TestClient.Key);
            collection.AddKeyedChatGateway("other", options => options.ApiKey = TestClient.Key);
            // as a host's tests do it
            collection.PostConfigure<ChatGatewayOptions>(options => options.Endpoints = [server.Endpoint]);
            collection.PostConfigure<ChatGatewayOptions>("other", options => options.Endpoints = [new Uri(server.Endpoint, "other/v1")]);
        });

        await services.GetRequiredService<ChatGatewayClient>().CompleteChatAsync(TestClient.Request());
        await services.GetRequiredKeyedService<ChatGatewayClient>("other").CompleteChatAsync(TestClient.Request());

        Assert.Equal(["/v1/chat/completions", "/other/v1/chat/completions"], server.Requests.Select(request => request.Path));
    }

    /// <summary>Options are read once: not even a bad edit of their file reaches a client that is in use, whose handlers are made anew now and then.</summary>
    [Fact]
    public async Task AddChatGateway_ConfigurationThatChanges_ReachesNoClientInUse()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        IConfigurationRoot section = Configuration(("ApiKey", TestClient.Key), ("Endpoints:0", server.Endpoint.AbsoluteUri));
        await using ServiceProvider services = Services(collection => collection.AddChatGateway(section).SetHandlerLifetime(TimeSpan.FromSeconds(1)));
        var client = services.GetRequiredService<ChatGatewayClient>();
        await client.CompleteChatAsync(TestClient.Request());

        section["Resilience:MaxRetries"] = "99";
        // the platform tells whoever reloads
        Assert.NotNull(Record.Exception(section.Reload));
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);

        await client.CompleteChatAsync(TestClient.Request());
        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptionsMonitor<ChatGatewayOptions>>().CurrentValue);
    }

    [Fact]
    public async Task AddChatGateway_Again_AddsToTheOptionsAlone()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var asked = new CountingHandler();
        await using ServiceProvider services = Services(collection =>
        {
            collection.AddChatGateway(options => options.Endpoints = [server.Endpoint]).ConfigurePrimaryHttpMessageHandler(() => asked);
            collection.AddChatGateway(options => options.DefaultModel = "gpt-4o-mini");
        });

        await services.GetRequiredService<ChatGatewayClient>().CompleteChatAsync("Hello");

        Assert.Equal(1, asked.Count);
    }

    [Fact]
    public async Task AddKeyedChatGateway_TwoKeys_AreTwoClients()
    {
        await using ScriptedServer first = ScriptedServer.Start(Fast.Ok);
        await using ScriptedServer second = ScriptedServer.Start(Fast.Ok);
        await using ServiceProvider services = Services(collection =>
        {
            collection.AddKeyedChatGateway("a", options => options.Endpoints = [first.Endpoint]);
            collection.AddKeyedChatGateway("b", Configuration(("Endpoints:0", second.Endpoint.AbsoluteUri)));
        });

        await services.GetRequiredKeyedService<ChatGatewayClient>("a").CompleteChatAsync(TestClient.Request());
        await services.GetRequiredKeyedService<ChatGatewayClient>("b").CompleteChatAsync(TestClient.Request());

        Assert.Single(first.Requests);
        Assert.Single(second.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trap_HostWideResilience_DoesNotMultiplyAttempts(bool before)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500));
        await using ServiceProvider services = Services(collection =>
        {
            if (before) Defaults(collection);
            collection.AddChatGateway(options =>
            {
                options.Endpoints = [server.Endpoint];
                options.Resilience.RetryDelay = TimeSpan.FromMilliseconds(1);
            });
            if (!before) Defaults(collection);
        });

        await Assert.ThrowsAsync<GatewayResponseException>(() => services.GetRequiredService<ChatGatewayClient>().CompleteChatAsync(TestClient.Request()));

        Assert.Equal(3, server.Requests.Count);

        static void Defaults(IServiceCollection collection) => collection.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
    }

    [Fact]
    public async Task Handlers_Rotate_UnderASingletonClient()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        int made = 0;
        await using ServiceProvider services = Services(collection => collection
            .AddChatGateway(options => options.Endpoints = [server.Endpoint])
            .SetHandlerLifetime(TimeSpan.FromSeconds(3))
            .AddHttpMessageHandler(() =>
            {
                made++;
                return new PassingHandler();
            }));
        var client = services.GetRequiredService<ChatGatewayClient>();

        await client.CompleteChatAsync(TestClient.Request());
        await client.CompleteChatAsync(TestClient.Request());
        Assert.Equal(1, made);
        // the factory's own timer ends a handler's life, and is late on a busy machine
        long start = TimeProvider.System.GetTimestamp();
        while (made < 2 && TimeProvider.System.GetElapsedTime(start) < Answers.Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            await client.CompleteChatAsync(TestClient.Request());
        }

        Assert.Equal(2, made);
    }

    [Fact]
    public async Task Streams_WorkOverTheFactory()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        await using ServiceProvider services = Services(collection => collection.AddChatGateway(options => options.Endpoints = [server.Endpoint]));

        ChatCompletion completion = await services.GetRequiredService<ChatGatewayClient>().CompleteChatStreamingAsync("m", "Hello").ToChatCompletionAsync();

        Assert.Equal("Hi", completion.Text);
    }

    [Fact]
    public void AddChatGateway_NoEndpoints_KeepsTheDefaultsAlone()
    {
        using ServiceProvider services = Services(collection => collection.AddChatGateway(Configuration(("ApiKey", "sk-x"), ("Endpoints:0", "http://127.0.0.1:1/v1"))));

        ChatGatewayOptions options = services.GetRequiredService<IOptions<ChatGatewayOptions>>().Value;

        // binding appends to a list that holds something: a private gateway's key would go to strangers
        Assert.Single(options.Endpoints!);
    }

    private static ServiceProvider Services(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create<string, string?>(pair.Name, pair.Value))).Build();

    private sealed class PassingHandler : DelegatingHandler;

    private sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

using System.Diagnostics;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Quota;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>Redis that is away stops nobody, is spoken of once, and is asked again when it is back.</summary>
public sealed class RedisOutageTests
{
    private static readonly QuotaScope Scope = new("account", "free-5", 50, "free-chat", 200, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    [Fact]
    public async Task Row87_RedisDown_FailsOpenAndSaysSoOnce_AndRecovers()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        using var log = new CollectingLoggerProvider();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        TimeSpan patience = TimeSpan.FromSeconds(2);
        await using var store = new RedisQuotaStore(
            connection, new RedisQuotaOptions { Patience = patience }, loggers.CreateLogger<RedisQuotaStore>());
        for (int i = 0; i < 3; i++) await store.TakeAsync(Scope, default);

        await server.DownAsync();
        await store.TakeAsync(Scope, default);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 10; i++) Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        await server.UpAsync();
        int used = 0;
        await Eventually.IsAsync(async () =>
        {
            used = (await store.ReadAsync(Scope.Account, [Scope.Group], Scope.ResetUtcOffset, default))[0].Used;
            return log.Messages.Count(message => message.Contains("were added", StringComparison.Ordinal));
        }, 1);

        // nobody waits for what is known to be away
        Assert.True(elapsed < 5 * patience, $"Ten requests waited {elapsed}.");
        Assert.Equal(14, used);
        Assert.Single(log.Messages, message => message.Contains("cannot be asked", StringComparison.Ordinal));
        Assert.Single(log.Messages, message => message.Contains("11 requests of the meantime were added", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Messages, message => message.Contains("quota-test-password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row87_RedisThatHangs_DelaysOneRequestOnly()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        TimeSpan patience = TimeSpan.FromSeconds(0.5);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = patience });
        // over another store, which waits for a slow server: this one is to see the outage begin
        await using var patient = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(10) });
        await patient.TakeAsync(Scope, default);

        server.Freeze();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 20; i++) Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        server.Thaw();

        Assert.InRange(elapsed, patience * 0.9, 10 * patience);
        await Eventually.IsAsync(async () =>
        {
            QuotaDecision decision = await store.TakeAsync(Scope, default);
            return decision.Used > 20 ? 1 : 0;
        }, 1);
    }

    [Fact]
    public async Task RedisThatHangs_OverAConnectionOfTheClientsOwn_DelaysOneRequestOnly()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        TimeSpan patience = TimeSpan.FromSeconds(1);
        await using ServiceProvider provider = Provider("http://127.0.0.1:9/v1", server.Configuration, patience);
        RedisQuotaStore store = provider.GetRequiredKeyedService<RedisQuotaStore>("ChatGateway");
        await store.TakeAsync(Scope, default);

        server.Freeze();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 20; i++) Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        server.Thaw();

        // a timer of the connection's ends the wait, a little before the patience is over
        Assert.InRange(elapsed, patience * 0.7, 8 * patience);
        Assert.True(store.Outage.IsOn);
    }

    [Fact]
    public async Task RestartWithinThePatience_LosesNoCount()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(20) });
        await store.TakeAsync(Scope, default);

        await server.DownAsync();
        ValueTask<QuotaDecision> waiting = store.TakeAsync(Scope, default);
        Assert.False(waiting.IsCompleted);
        await server.UpAsync();

        Assert.Equal(2, (await waiting.AsTask().WaitAsync(Answers.Patience)).Used);
    }

    [Fact]
    public async Task GiveBackDuringARestartWithinThePatience_BeginsNoOutage()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(20) });
        await store.TakeAsync(Scope, default);
        int day = (await store.TakeAsync(Scope, default)).Day;

        await server.DownAsync();
        Task waiting = store.GiveBackAsync(Scope, day, default).AsTask();
        await server.UpAsync();
        await waiting.WaitAsync(Answers.Patience);

        Assert.False(store.Outage.IsOn);
        Assert.Equal(2, (await store.TakeAsync(Scope, default)).Used);
    }

    [Fact]
    public async Task WrongPassword_FailsOpen()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        string configuration = server.Configuration.Replace("quota-test-password", "wrong", StringComparison.Ordinal);
        await using ServiceProvider provider = Provider("http://127.0.0.1:9/v1", configuration);

        RedisQuotaStore store = provider.GetRequiredKeyedService<RedisQuotaStore>("ChatGateway");

        Assert.True((await store.TakeAsync(Scope, default)).IsGranted);
    }

    [Fact]
    public async Task TakeAsync_Cancelled_ThrowsTheCallersToken()
    {
        // far longer than the cancellation takes, whatever else the machine does
        await using ServiceProvider provider = Provider("http://127.0.0.1:9/v1", "127.0.0.1:9", TimeSpan.FromSeconds(60));
        RedisQuotaStore store = provider.GetRequiredKeyedService<RedisQuotaStore>("ChatGateway");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.TakeAsync(Scope, cancellation.Token));

        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Client_OfAHost_CallsWithoutRedis()
    {
        await using ScriptedServer gateway = ScriptedServer.Start(Fast.Ok);
        await using ServiceProvider provider = Provider(gateway.Endpoint.ToString(), "127.0.0.1:9");
        ChatGatewayClient client = provider.GetRequiredService<ChatGatewayClient>();

        for (int i = 0; i < 3; i++) await client.AskAsync();

        Assert.Equal(3, (await client.UsageAsync("free-5")).Used);
        Assert.Equal(3, gateway.Requests.Count);
    }

    [Fact]
    public async Task Clients_KeyedApart_HaveStoresOfTheirOwn()
    {
        var services = new ServiceCollection();
        services.AddKeyedChatGateway("a", Configure).AddRedisQuota("127.0.0.1:9");
        services.AddKeyedChatGateway("b", Configure);
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredKeyedService<ChatGatewayClient>("b"));
        Assert.NotNull(provider.GetKeyedService<RedisQuotaStore>("ChatGateway.a"));
        Assert.Null(provider.GetKeyedService<RedisQuotaStore>("ChatGateway.b"));

        static void Configure(ChatGatewayOptions options)
        {
            options.ApiKey = TestClient.Key;
            options.Endpoints = [new Uri("http://127.0.0.1:9/v1")];
        }
    }

    private static ServiceProvider Provider(string endpoint, string redis, TimeSpan? patience = null)
    {
        var services = new ServiceCollection();
        services.AddChatGateway(options =>
        {
            options.ApiKey = TestClient.Key;
            options.Endpoints = [new Uri(endpoint)];
            options.KeyTier = KeyTier.Free;
        }).AddRedisQuota(redis, options => options.Patience = patience ?? TimeSpan.FromMilliseconds(300));
        return services.BuildServiceProvider();
    }
}

using System.Diagnostics;
using ChatGateway.Tests.Security;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>What a user of Redis must be allowed, and what becomes of a store whose user is not.</summary>
public sealed class RedisRightsTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly QuotaScope _scope = RedisFixture.NewScope();

    /// <summary>As the package's README has it.</summary>
    private static readonly string[] Rights =
        [.. Readme().Split('`').Single(part => part.StartsWith("~chatgateway:* ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    [Fact]
    public async Task UserOfTheReadme_MayDoAllThatIsNeeded()
    {
        await using ConnectionMultiplexer connection = await ConnectAsync("enough", Rights);
        await using RedisQuotaStore store = NewStore(connection);

        int day = (await store.TakeAsync(_scope, default)).Day;
        await store.GiveBackAsync(_scope, day, default);
        await store.LockAsync(_scope, TimeSpan.Zero, default);
        QuotaVerdict probe = (await store.TakeAsync(_scope, default)).Verdict;
        await store.UnlockAsync(_scope, default);
        IReadOnlyList<QuotaCount> counts = await store.ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default);

        Assert.False(store.Outage.IsOn);
        Assert.Equal((QuotaVerdict.Probe, 1), (probe, counts[0].Used));
    }

    [Fact]
    public async Task UserWhoMayNotEndADay_BeginsNone_AndTheLogSaysWhy()
    {
        await using ConnectionMultiplexer connection = await ConnectAsync("endless", [.. Rights.Where(right => right != "+pexpireat")]);
        using var log = new CollectingLoggerProvider();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using RedisQuotaStore store = NewStore(connection, loggers.CreateLogger<RedisQuotaStore>());

        for (int i = 0; i < 3; i++) Assert.Equal(i + 1, (await store.TakeAsync(_scope, default)).Used);

        // a hash that nothing ends would be counted in for ever
        Assert.False(await redis.Connection.GetDatabase().HashExistsAsync(_scope.KeyOf(), "day"));
        Assert.Single(log.Messages, message => message.Contains("(RedisServerException NOPERM)", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Messages, message => message.Contains(_scope.Account, StringComparison.Ordinal));
    }

    [Fact]
    public async Task UserWhoMayWriteNothing_IsAskedForOneAdditionHoweverLong()
    {
        await using ConnectionMultiplexer connection = await ConnectAsync("mute", [.. Rights.Where(right => right != "+hset")]);
        await using RedisQuotaStore store = NewStore(connection);
        QuotaScope scope = _scope with { Limit = null, TotalLimit = null };
        store.NoticeOutage();

        // it is asked once a second
        int taken = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3.5))
        {
            if ((await store.TakeAsync(scope, default)).IsGranted) taken++;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        int unanswered = store.Outage.Unanswered;
        await redis.Connection.GetServers()[0].ExecuteAsync("ACL", ["SETUSER", "mute", "+hset"]);
        await store.BackAsync(scope);

        Assert.Equal(1, unanswered);
        Assert.Equal(taken, await redis.Connection.CountAsync(scope));
    }

    [Fact]
    public async Task ServerWithoutMemory_IsSaidToHaveNone()
    {
        IServer server = redis.Connection.GetServers()[0];
        using var log = new CollectingLoggerProvider();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await using RedisQuotaStore store = NewStore(redis.Connection, loggers.CreateLogger<RedisQuotaStore>());

        await store.TakeAsync(_scope, default);
        await server.ConfigSetAsync("maxmemory", "1");
        QuotaDecision decision = await store.TakeAsync(_scope, default);
        await server.ConfigSetAsync("maxmemory", "0");

        Assert.True(decision.IsGranted);
        Assert.Single(log.Messages, message => message.Contains("(RedisServerException OOM)", StringComparison.Ordinal));
    }

    private static RedisQuotaStore NewStore(ConnectionMultiplexer connection, ILogger<RedisQuotaStore>? logger = null) =>
        new(connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(2) }, logger);

    private static string Readme() => File.ReadAllText(RepositoryRoot.At("src", "ChatGateway.Redis", "README.md"));

    private async Task<ConnectionMultiplexer> ConnectAsync(string user, string[] rights)
    {
        IServer server = redis.Connection.GetServers()[0];
        await server.ExecuteAsync("ACL", ["SETUSER", user, "reset", "on", ">its-password", .. rights]);
        ConfigurationOptions options = ConfigurationOptions.Parse(redis.Connection.Configuration);
        (options.User, options.Password, options.AbortOnConnectFail) = (user, "its-password", false);
        // another class's server may know the script: this user is to teach it
        await server.ScriptFlushAsync();
        return await ConnectionMultiplexer.ConnectAsync(options);
    }
}

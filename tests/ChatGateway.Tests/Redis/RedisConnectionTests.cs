using System.Diagnostics;
using System.Net.Sockets;
using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>A connection that is slow to come keeps nobody longer than the patience, and one that comes too late is closed.</summary>
public sealed class RedisConnectionTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly QuotaScope _scope = RedisFixture.NewScope();

    [Fact]
    public async Task ConnectionThatBlocks_DelaysOneRequestOnly_AndIsUsedWhenItIsMade()
    {
        using var made = new ManualResetEventSlim();
        TimeSpan patience = TimeSpan.FromSeconds(0.5);
        // as ConnectionMultiplexer.Connect does, which a container's factory calls
        var connection = new RedisConnection(() => { made.Wait(); return Task.FromResult<IConnectionMultiplexer>(redis.Connection); }, isOwned: false);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = patience }, logger: null);

        long start = Stopwatch.GetTimestamp();
        ValueTask<QuotaDecision> first = store.TakeAsync(_scope, default);
        bool isBlocked = first.IsCompleted;
        Assert.True((await first).IsGranted);
        for (int i = 0; i < 20; i++) await store.TakeAsync(_scope, default);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        made.Set();
        await store.BackAsync(_scope);

        Assert.False(isBlocked);
        Assert.InRange(elapsed, patience * 0.9, 10 * patience);
        Assert.Equal(5, await redis.Connection.CountAsync(_scope));
    }

    [Fact]
    public async Task ConnectionThatFails_IsMadeAnewWithoutAWait()
    {
        int tries = 0;
        using var failing = new ManualResetEventSlim();
        var connection = new RedisConnection(() =>
        {
            if (Interlocked.Increment(ref tries) > 1) failing.Wait();
            throw new RedisException("No.");
        }, isOwned: false);
        TimeSpan patience = TimeSpan.FromSeconds(20);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = patience }, logger: null);
        store.NoticeOutage();

        // the first try fails; the second one, a second later, hangs
        long start = Stopwatch.GetTimestamp();
        int tried = await Eventually.IsAsync(async () => { await store.TakeAsync(_scope, default); return Volatile.Read(ref tries); }, 2);
        for (int i = 0; i < 20; i++) await store.TakeAsync(_scope, default);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        failing.Set();

        Assert.Equal(2, tried);
        Assert.True(elapsed < patience, $"{elapsed}");
    }

    [Theory]
    [InlineData(typeof(AggregateException))]
    [InlineData(typeof(SocketException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(null)]
    public async Task ConnectionWhoseMakerThrowsOrGivesNone_LetsRequestsPass(Type? failure)
    {
        var connection = new RedisConnection(
            () => failure is null ? Task.FromResult<IConnectionMultiplexer>(null!) : throw (Exception)Activator.CreateInstance(failure)!, isOwned: false);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromMilliseconds(200) }, logger: null);

        for (int i = 0; i < 2; i++) Assert.True((await store.TakeAsync(_scope, default)).IsGranted);

        Assert.Equal(2, (await store.ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default))[0].Used);
    }

    [Fact]
    public async Task ConnectionMadeAfterTheEnd_IsClosed_AndNoneIsMadeAnew()
    {
        int tries = 0;
        var made = new TaskCompletionSource<IConnectionMultiplexer>();
        var connection = new RedisConnection(() => { Interlocked.Increment(ref tries); return made.Task; }, isOwned: true);
        var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromMilliseconds(100) }, logger: null);
        await store.TakeAsync(_scope, default);

        await store.DisposeAsync();
        ConnectionMultiplexer late = await ConnectionMultiplexer.ConnectAsync(redis.Connection.Configuration);
        made.SetResult(late);
        int isClosed = await Eventually.IsAsync(() => Task.FromResult(late.IsConnected ? 0 : 1), 1);
        QuotaDecision after = await store.TakeAsync(_scope, default);

        Assert.Equal(1, isClosed);
        Assert.Throws<ObjectDisposedException>(() => late.GetDatabase().Ping());
        Assert.Equal((QuotaVerdict.Granted, 2, 1), (after.Verdict, after.Used, tries));
    }

    [Fact]
    public async Task StoreThatWasDisposedOf_CountsByItself()
    {
        RedisQuotaStore store = redis.NewStore();
        await store.TakeAsync(_scope, default);

        store.Dispose();

        Assert.Equal(2, (await store.TakeAsync(_scope, default)).Used);
        Assert.Equal(1, await redis.Connection.CountAsync(_scope));
        // it is the caller's
        Assert.True(redis.Connection.IsConnected);
    }

    [Fact]
    public async Task ConnectionThatCouldNotBeMade_IsMadeWhenRedisIsBack()
    {
        QuotaScope scope = _scope with { Limit = 100_000, TotalLimit = 100_000 };
        await using RedisServer server = await RedisServer.StartAsync();
        await server.DownAsync();
        await using var store = new RedisQuotaStore(
            new RedisConnection(async () => await ConnectionMultiplexer.ConnectAsync($"{server.Configuration},abortConnect=true,connectTimeout=500"), isOwned: true),
            new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(10) }, logger: null);
        store.NoticeOutage();
        Assert.True((await store.TakeAsync(scope, default)).IsGranted);
        Assert.True((await store.TakeAsync(scope, default)).IsGranted);

        await server.UpAsync();

        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        int taken = 2;
        int counted = 0;
        await Eventually.IsAsync(async () =>
        {
            QuotaDecision decision = await store.TakeAsync(scope, default);
            if (decision.IsGranted) taken++;
            counted = await connection.CountAsync(scope);
            return counted == decision.Used ? 1 : 0;
        }, 1);
        Assert.Equal(taken, counted);
    }
}

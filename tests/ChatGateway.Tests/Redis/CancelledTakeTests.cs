using StackExchange.Redis;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>A take whose caller has left is run by Redis all the same, and must not count: nothing was sent for it.</summary>
public sealed class CancelledTakeTests
{
    private static readonly QuotaScope Scope = RedisFixture.NewScope();
    private static readonly RedisQuotaOptions Patient = new() { Patience = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task CancelledTake_ThatRedisRunsLater_IsNotCounted()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var store = new RedisQuotaStore(connection, Patient);
        await store.TakeAsync(Scope, default);

        server.Freeze();
        await CancelAsync(store, Scope);
        await CancelAsync(store, Scope);
        server.Thaw();

        // the connection keeps the order: takes, voids, this one
        Assert.Equal(2, (await store.TakeAsync(Scope, default)).Used);
        Assert.False(store.Outage.IsOn);
    }

    [Fact]
    public async Task CancelledProbe_ThatRedisRunsLater_LetsTheNextOneProbe()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var store = new RedisQuotaStore(connection, Patient);
        await store.LockAsync(Scope, TimeSpan.Zero, default);

        server.Freeze();
        await CancelAsync(store, Scope);
        server.Thaw();
        QuotaDecision next = await store.TakeAsync(Scope, default);

        Assert.Equal((QuotaVerdict.Probe, 1), (next.Verdict, next.Used));
    }

    [Fact]
    public async Task CancelledTake_OfARedisThatHangsOn_IsVoidWhenItIsBack()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await using var patient = new RedisQuotaStore(connection, Patient);
        await patient.TakeAsync(Scope, default);
        await using var store = new RedisQuotaStore(connection, new RedisQuotaOptions { Patience = TimeSpan.FromSeconds(0.5) });

        server.Freeze();
        await CancelAsync(store, Scope);
        // the void has waited in vain, too
        int isOn = await Eventually.IsAsync(() => Task.FromResult(store.Outage.IsOn ? 1 : 0), 1);
        server.Thaw();
        await store.BackAsync(Scope);

        Assert.Equal(1, isOn);
        Assert.Equal(1, await connection.CountAsync(Scope));
    }

    private static async Task CancelAsync(RedisQuotaStore store, QuotaScope scope)
    {
        using var cancellation = new CancellationTokenSource();
        ValueTask<QuotaDecision> take = store.TakeAsync(scope, cancellation.Token);
        Assert.False(take.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await take);
    }
}

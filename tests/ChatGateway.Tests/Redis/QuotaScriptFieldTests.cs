using System.Buffers.Binary;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>Names of any length, and fields that hold what no store has written.</summary>
public sealed class QuotaScriptFieldTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly QuotaScope _scope = RedisFixture.NewScope();

    [Fact]
    public async Task GroupOfALongName_IsCountedAsOthersAre()
    {
        await using RedisQuotaStore store = redis.NewStore();
        QuotaScope scope = _scope with { Group = new string('m', 70_000), Limit = 2 };

        QuotaDecision[] decisions = [await store.TakeAsync(scope, default), await store.TakeAsync(scope, default), await store.TakeAsync(scope, default)];

        Assert.Equal(
            [(QuotaVerdict.Granted, 1, 1), (QuotaVerdict.Granted, 2, 2), (QuotaVerdict.GroupExhausted, 2, 2)],
            decisions.Select(decision => (decision.Verdict, decision.Used, decision.TotalUsed)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e300)]
    [InlineData(1e14)]
    [InlineData(-1)]
    public async Task LockThatIsNoTime_IsNone(double locked)
    {
        await using RedisQuotaStore store = redis.NewStore();
        await store.TakeAsync(_scope, default);
        byte[] field = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(field, 2);
        BinaryPrimitives.WriteDoubleLittleEndian(field.AsSpan(4), locked);
        await redis.Connection.GetDatabase().HashSetAsync(_scope.KeyOf(), "g:" + _scope.Group, field);

        IReadOnlyList<QuotaCount> counts = await store.ReadAsync(_scope.Account, [_scope.Group], _scope.ResetUtcOffset, default);
        QuotaDecision next = await store.TakeAsync(_scope, default);

        Assert.Equal([new QuotaCount(2, null)], counts);
        Assert.Equal((QuotaVerdict.Granted, 3), (next.Verdict, next.Used));
    }
}

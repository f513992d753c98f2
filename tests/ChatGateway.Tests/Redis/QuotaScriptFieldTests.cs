using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>Names of any length.</summary>
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
}

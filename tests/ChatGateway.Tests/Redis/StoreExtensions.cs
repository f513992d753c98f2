using System.Buffers.Binary;
using StackExchange.Redis;

namespace ChatGateway.Tests.Redis;

/// <summary>What tests of outages do with a store, and read of its server.</summary>
internal static class StoreExtensions
{
    /// <summary>Lets the store find out that Redis is away, without a wait. It does not ask for the next second.</summary>
    public static void NoticeOutage(this RedisQuotaStore store) => store.Outage.Begin(new TimeoutException());

    /// <summary>Lets the store find out that Redis is back.</summary>
    public static Task BackAsync(this RedisQuotaStore store, QuotaScope scope) => Eventually.IsAsync(async () =>
    {
        await store.ReadAsync(scope.Account, [scope.Group], scope.ResetUtcOffset, default);
        return store.Outage.IsOn ? 1 : 0;
    }, 0);

    /// <summary>Takes until a take is counted by Redis.</summary>
    public static async Task<(QuotaDecision Last, int Count)> TakeUntilBackAsync(this RedisQuotaStore store, ConnectionMultiplexer connection, QuotaScope scope)
    {
        int count = 0;
        QuotaDecision last = default;
        await Eventually.IsAsync(async () =>
        {
            last = await store.TakeAsync(scope, default);
            count++;
            return await connection.CountAsync(scope) == last.Used ? 1 : 0;
        }, 1);
        return (last, count);
    }

    public static string KeyOf(this QuotaScope scope) => $"chatgateway:{{{scope.Account}}}:quota";

    /// <summary>Makes what the server counts that of another day.</summary>
    public static Task SetDayAsync(this ConnectionMultiplexer connection, QuotaScope scope, int daysFromToday)
    {
        int day = new QuotaCalendar(scope.ResetUtcOffset).DayOf(TimeProvider.System.GetUtcNow()) + daysFromToday;
        return connection.GetDatabase().HashSetAsync(scope.KeyOf(), "day", BitConverter.GetBytes(day));
    }

    /// <summary>What the server counts for a scope's group; -1 when it does not answer.</summary>
    public static async Task<int> CountAsync(this ConnectionMultiplexer connection, QuotaScope scope)
    {
        try
        {
            // a lock stands behind the count
            byte[]? count = await connection.GetDatabase().HashGetAsync(scope.KeyOf(), "g:" + scope.Group);
            return count is null ? 0 : BinaryPrimitives.ReadInt32LittleEndian(count);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return -1;
        }
    }
}

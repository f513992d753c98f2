using StackExchange.Redis;

namespace ChatGateway;

/// <summary>What Redis is to count, or to count no more, when it is back. It has a name: Redis does it once, however often it is asked.</summary>
/// <param name="Scope">What it is counted under.</param>
/// <param name="Day">On which day.</param>
/// <param name="Count">How many requests; less than none were given back.</param>
/// <param name="Keys">The script's keys.</param>
/// <param name="Arguments">The script's arguments.</param>
internal sealed record OutageAddition(QuotaScope Scope, int Day, int Count, RedisKey[] Keys, RedisValue[] Arguments);

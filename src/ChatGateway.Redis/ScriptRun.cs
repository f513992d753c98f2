using StackExchange.Redis;

namespace ChatGateway;

/// <summary>A run of the script that was begun.</summary>
/// <param name="Keys">The script's keys.</param>
/// <param name="Arguments">The script's arguments.</param>
/// <param name="Start">When it was begun, a time of the system's clock: from then on the patience runs.</param>
/// <param name="First">The reply to the first try; null where the connection did not stand.</param>
internal readonly record struct ScriptRun(RedisKey[] Keys, RedisValue[] Arguments, long Start, Task<RedisResult>? First);

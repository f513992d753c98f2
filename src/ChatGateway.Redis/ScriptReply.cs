using StackExchange.Redis;

namespace ChatGateway;

/// <summary>What came of a run of the script.</summary>
/// <param name="Result">The reply; null when Redis cannot be asked.</param>
/// <param name="WasSent">Whether Redis may have run it, or may do so yet.</param>
internal readonly record struct ScriptReply(RedisResult? Result, bool WasSent);

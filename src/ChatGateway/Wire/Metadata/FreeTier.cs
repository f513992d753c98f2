namespace ChatGateway;

/// <summary>What holds for ChatAnywhere's free keys beside the list of models (its README of 2026-06-27 and its answers).</summary>
/// <param name="ResetUtcOffset">The offset from UTC whose midnight starts a day of the quotas. Inferred: the README of 2024 says 0:00 and names no zone.</param>
/// <param name="ChatGroup">The name under which all chat requests are counted together.</param>
/// <param name="ChatRequestsPerDay">How many chat requests a day a key has, over all quota groups.</param>
/// <param name="MaxPromptTokens">The length that a prompt must stay below, in tokens.</param>
/// <param name="DailyQuotaTexts">Words in a 429 that mean a day's limit.</param>
public sealed record FreeTier(
    TimeSpan ResetUtcOffset, string ChatGroup, int ChatRequestsPerDay, int MaxPromptTokens, IReadOnlyList<string> DailyQuotaTexts);

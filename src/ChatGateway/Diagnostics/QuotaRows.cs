namespace ChatGateway;

/// <summary>Money, days and minutes. A 429 may mean any of them, and only the last is worth waiting for.</summary>
internal static class QuotaRows
{
    public static DiagnosisRow[] All { get; } =
    [
        new("balance", DiagnosisCause.BalanceTooLow,
            f => f.Status == 402
                || f.CodeIs("insufficient_quota", "insufficient_user_quota", "pre_consume_token_quota_failed", "credit_balance_exhausted",
                    "organization_spend_limit_exceeded", "project_spend_limit_exceeded", "organization_usage_limit_exceeded",
                    "exceeded_current_quota_error", "Arrearage", "AllocationQuota.FreeTierOnly", "1113")
                || f.MiniMaxCodeIs("1008")
                || f.Says("余额不足", "额度不足", "额度已用尽", "欠费", "insufficient balance", "balance is insufficient", "credit balance is too low",
                    "free tier of the model has been exhausted")
                // Gemini uses the same words for its limits per minute, and says when to come back
                || (f.Says("exceeded your current quota, please check your plan") && !f.Says("retry in", "generativelanguage")),
            new("The account has no credit left, or the account that a relay uses upstream has none.", "账号余额不足，或中转在上游使用的账号余额不足。"),
            new("Top it up, or use another key; retrying does not help.", "请充值，或换一个密钥；重试没有用。")),
        new("daily-free", DiagnosisCause.DailyQuota,
            f => f.IsChatAnywhere && IsDaily(f),
            new("This is the daily limit of free keys: counted per key and per IP address, for each group of models and for all together.",
                "这是免费密钥的每日限额：按密钥和 IP 地址计数，每组模型各自计数，另有总数上限。"),
            new("Wait for the reset at 00:00 UTC+8, use another model group, or use a paid key.", "请等到 UTC+8 的 00:00 重置，换用其他组的模型，或使用付费密钥。")),
        new("plan-quota", DiagnosisCause.DailyQuota,
            f => f.CodeIs("1308", "1310"),
            new("This is the limit of the account's plan for a period.", "这是账号套餐在一个周期内的限额。"),
            new("Wait for the reset that the gateway names, or use another plan or key.", "请等到网关所说的重置时间，或换用其他套餐或密钥。")),
        new("daily", DiagnosisCause.DailyQuota,
            IsDaily,
            new("This is a limit per day: it does not pass in minutes.", "这是每日限额：几分钟内不会恢复。"),
            new("Wait for the gateway's next day, or use another model or key.", "请等到网关的下一天，或换用其他模型或密钥。")),
        // Moonshot and others: the model's load, not the caller's
        new("busy", DiagnosisCause.GatewayOverloaded,
            f => f.Status == 429 && f.CodeIs("engine_overloaded_error", "server_is_overloaded", "overloaded_error"),
            new("The model is busy with the calls of others.", "模型正忙于处理其他人的请求。"),
            new("Try again later, or try another model.", "请稍后重试，或换一个模型。")),
        new("rate", DiagnosisCause.RateLimited,
            f => f.Status == 429
                || f.CodeIs("rate_limit_exceeded", "rate_limit_error", "rate_limit_reached_error", "slow_down", "1302", "1303", "1305")
                || f.MiniMaxCodeIs("1002"),
            new("Too many requests or tokens in a short time.", "短时间内的请求或 token 过多。"),
            new("Try again later, with fewer calls at once.", "请稍后重试，并减少并发。")),
    ];

    private static bool IsDaily(DiagnosisFacts facts) => facts.CodeIs("1304") || (facts.Status == 429 && facts.SaysDaily());
}

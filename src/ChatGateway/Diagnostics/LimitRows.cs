namespace ChatGateway;

/// <summary>Quotas and limits that the client counts itself. Nothing was sent.</summary>
internal static class LimitRows
{
    private static readonly LocalizedText UsedUp = new(
        "Free keys have a number of requests a day for each group of models and for all chat together, and this client counts them.",
        "免费密钥对每组模型以及全部对话都有每日请求次数，本客户端会计数。");

    private static readonly LocalizedText Locked = new(
        "The gateway's word counts more than this client's own count.",
        "网关的答复优先于本客户端自己的计数。");

    private static readonly LocalizedText UseOthers = new(
        "Use a model with requests left ({available}), or wait until {until}.",
        "请改用尚有次数的模型（{available}），或等到 {until}。");

    private static readonly LocalizedText Wait = new(
        "Wait until {until}, or use a paid key.",
        "请等到 {until}，或使用付费密钥。");

    public static DiagnosisRow[] All { get; } =
    [
        new("quota-used-up-others", DiagnosisCause.DailyQuota, f => f.Kind == FailureKind.QuotaUsedUp && f.Available.Length > 0, UsedUp, UseOthers),
        new("quota-used-up", DiagnosisCause.DailyQuota, f => f.Kind == FailureKind.QuotaUsedUp, UsedUp, Wait),
        new("quota-locked-others", DiagnosisCause.DailyQuota, f => f.Kind == FailureKind.QuotaLocked && f.Available.Length > 0, Locked, UseOthers),
        new("quota-locked", DiagnosisCause.DailyQuota, f => f.Kind == FailureKind.QuotaLocked, Locked, Wait),
        new("own-rate", DiagnosisCause.RateLimited,
            f => f.Kind == FailureKind.RateLimit,
            new("ChatGatewayOptions.Quota.RequestsPerMinute allows no more.", "已达到 ChatGatewayOptions.Quota.RequestsPerMinute 的上限。"),
            new("Call later, or let calls wait (Quota.WhenLimited).", "请稍后再调用，或让调用排队等待（Quota.WhenLimited）。")),
        new("own-concurrency", DiagnosisCause.RateLimited,
            f => f.Kind == FailureKind.ConcurrencyLimit,
            new("ChatGatewayOptions.Resilience.MaxConcurrentCalls allows no more; a stream counts until it ends.",
                "已达到 ChatGatewayOptions.Resilience.MaxConcurrentCalls 的上限；流在结束前一直计入。"),
            new("Call later, or let calls wait (Quota.WhenLimited).", "请稍后再调用，或让调用排队等待（Quota.WhenLimited）。")),
    ];
}

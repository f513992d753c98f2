namespace ChatGateway;

/// <summary>Failures of the gateway, or of what stands behind it.</summary>
internal static class ServerRows
{
    private static readonly LocalizedText TryAgain = new(
        "Try again; if it lasts, try another model or the gateway's other host.",
        "请重试；如果持续出现，请换一个模型或改用该网关的另一个域名。");

    public static DiagnosisRow[] All { get; } =
    [
        new("relay-upstream", DiagnosisCause.GatewayOverloaded,
            f => f.CodeIs("bad_response_status_code", "do_request_failed", "bad_response", "channel:no_available_key", "upstream_error"),
            new("The relay passed the call on, and its upstream failed or refused it.", "中转已转发请求，但其上游出错或拒绝了请求。"),
            TryAgain),
        new("upstream-timeout-no-chat", DiagnosisCause.GatewayOverloaded,
            f => f.Status is 408 or 504 or 522 or 524 && !f.IsChat,
            new("The gateway waited in vain for its upstream.", "网关没有等到上游的应答。"),
            TryAgain),
        new("upstream-timeout", DiagnosisCause.GatewayOverloaded,
            f => f.Status is 408 or 504 or 522 or 524,
            new("The gateway waited in vain for its upstream; CDNs give up after about 100 s without a byte.",
                "网关没有等到上游的应答；CDN 约 100 秒收不到数据就会放弃。"),
            new("Try again, or ask for a shorter answer; stream it if you do not yet.", "请重试，或请求更短的回答；如尚未使用流式输出，请使用。")),
        new("overloaded", DiagnosisCause.GatewayOverloaded,
            f => f.Status is 503 or 529 or 498 || f.CodeIs("overloaded_error", "server_is_overloaded", "service_unavailable_error", "unavailable_error"),
            new("The gateway or its model has no capacity at the moment.", "网关或模型暂时没有余量。"),
            TryAgain),
        new("server", DiagnosisCause.GatewayOverloaded,
            f => (f.Status >= 500 && f.Status != 501) || f.CodeIs("server_error", "internal_server_error", "api_error"),
            new("The gateway or its upstream failed.", "网关或其上游出错。"),
            TryAgain),
    ];
}

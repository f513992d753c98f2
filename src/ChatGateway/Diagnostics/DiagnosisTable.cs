namespace ChatGateway;

/// <summary>
/// What error answers mean, most telling first. A status alone misleads: ChatAnywhere answers 403 for three different
/// mistakes, xAI 400 for a wrong key, relays 500 for an upstream's refusal. (Texts: the gateways' answers, 2023-2026.)
/// </summary>
internal static class DiagnosisTable
{
    public static Diagnosis Unknown { get; } = new(DiagnosisCause.Unknown, "", "");

    public static DiagnosisRow[] Rows { get; } =
    [
        new(DiagnosisCause.Redirected,
            f => f.Status is >= 300 and < 400,
            _ => "The endpoint redirects, which is not followed: the key would go along.",
            "Configure the address that it points to, if you trust it."),
        new(DiagnosisCause.InputTooLong,
            f => f.CodeIs("context_length_exceeded", "exceed_context_size_error") || f.Status == 413
                || f.Says("maximum context length", "context length", "须小于", "tokens of free keys", "输入过长", "fit the context"),
            f => f.IsChatAnywhere ? "The prompt is longer than the key's tier or the model allows (free keys of ChatAnywhere: below 4096 tokens)."
                : "The prompt is longer than the model allows.",
            "Send less: fewer earlier messages, shorter documents."),
        new(DiagnosisCause.ModelNotAllowed,
            f => f.Status == 403 && f.Says("free", "免费"),
            f => $"A free key of ChatAnywhere may use the models of the free list on the chat route only. This call used {f.Call.Model} on /{f.Call.Route}; "
                + "the gateway gives the same text for a model outside the list, for the legacy completions route and for a prompt that is too long.",
            "Use a model of ModelAllowlist.FreeTier, keep the prompt below 4096 tokens, or use a paid key."),
        new(DiagnosisCause.DailyQuota,
            f => f.Status == 429 && f.Says("今日", "今天", "每日", "每天", "of today", "daily", "per day", "a day", "24 h", "24h"),
            _ => "The day's free requests are used up.",
            "Wait for the reset at 00:00 UTC+8, use another model group, or use a paid key."),
        new(DiagnosisCause.BalanceTooLow,
            f => f.Status == 402
                || f.CodeIs("insufficient_quota", "insufficient_user_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded",
                    "project_spend_limit_exceeded", "organization_usage_limit_exceeded", "1113")
                || f.Says("余额不足", "insufficient balance"),
            _ => "The account has no credit left.",
            "Top it up, or use another key; retrying does not help."),
        new(DiagnosisCause.WrongHost,
            f => f.IsChatAnywhere == false && f.Status == 401 && f.Says("platform.openai.com"),
            _ => "OpenAI itself refused the key: a gateway's key was sent to OpenAI's host.",
            "Set the endpoint to the gateway that issued the key."),
        new(DiagnosisCause.InvalidKey,
            f => f.Status == 401
                || f.CodeIs("invalid_api_key", "wrong_api_key", "authentication_error")
                || f.Says("incorrect api key", "api key not valid", "invalid api key", "ApiKey错误"),
            _ => "The key is missing, unknown, disabled, or belongs to another gateway.",
            "Check the key and that the endpoint is the gateway that issued it."),
        new(DiagnosisCause.ContentFiltered,
            f => f.CodeIs("content_filter", "sensitive_words_detected", "prompt_blocked", "1301") || f.Says("content policy", "content management policy"),
            _ => "A content filter refused the prompt.",
            "Change the prompt; the same one will be refused again."),
        new(DiagnosisCause.BlockedByProxy,
            f => f.Status == 403 && f.IsHtml,
            _ => "A web page came instead of the API's answer: a proxy, firewall or CDN on the way refused the call.",
            "Check the network's proxy settings, or try the gateway's other host."),
        new(DiagnosisCause.ModelNotAllowed,
            f => f.Status == 403,
            f => $"The gateway refuses model {f.Call.Model} on /{f.Call.Route} for this key.",
            "Check what the key may use, for example by GetModelsAsync."),
        new(DiagnosisCause.ModelMisspelt,
            f => f.CodeIs("model_not_found", "1211") || (f.Status == 404 && !f.IsHtml && f.Says("model", "模型")),
            f => $"The gateway does not know model {f.Call.Model}.",
            "Check its spelling; GetModelsAsync lists what the gateway offers."),
        new(DiagnosisCause.WrongBasePath,
            f => f.Status is 404 or 405,
            _ => "The gateway does not know the route: the endpoint is probably not the API's root.",
            "The endpoint must end where /chat/completions follows, usually in /v1."),
        new(DiagnosisCause.RateLimited,
            f => f.Status == 429,
            _ => "Too many requests at a time.",
            "Try again later, with fewer calls at once."),
        new(DiagnosisCause.GatewayOverloaded,
            f => f.Status >= 500 || f.Status is 408 or 498,
            _ => "The gateway or its upstream failed or has no capacity.",
            "Try again; if it lasts, try another model or the gateway's other host."),
        new(DiagnosisCause.InvalidRequest,
            f => f.Status is 400 or 409 or 415 or 422,
            _ => "The gateway rejects the request.",
            "Compare the parameters with what the model supports."),
    ];
}

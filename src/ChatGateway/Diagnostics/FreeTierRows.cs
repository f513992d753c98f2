namespace ChatGateway;

/// <summary>
/// The text that names the models of ChatAnywhere's free keys. The gateway gives it for a model outside the list and for the
/// legacy completions route, and names neither; the list that it gives lags behind the real one. (Issues 215, 246, 309 and 374
/// of chatanywhere/GPT_API_free.)
/// </summary>
internal static class FreeTierRows
{
    private static readonly LocalizedText PaidKey = new(
        "Use a model of ModelAllowlist.FreeTier, or a paid key.",
        "请使用 ModelAllowlist.FreeTier 中的模型，或使用付费密钥。");

    public static DiagnosisRow[] All { get; } =
    [
        new("legacy-route", DiagnosisCause.LegacyRoute,
            f => IsFreeTierText(f) && f.Path.EndsWith("/completions", StringComparison.OrdinalIgnoreCase)
                && !f.Path.EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase),
            new("The call went to the legacy completions route ({path}), which free keys may not use, whatever the model.",
                "请求发到了旧的 completions 路由（{path}）；免费密钥不能使用该路由，与模型无关。"),
            new("Call /chat/completions with messages instead.", "请改用 /chat/completions 并发送 messages。")),
        new("free-list-kind", DiagnosisCause.ModelNotAllowed,
            f => IsFreeTierText(f) && f.Call.Endpoint is not null && f.Model is { FreeTier: true } model
                && (model.Kind == ModelKind.Embedding) != f.Path.EndsWith("/embeddings", StringComparison.OrdinalIgnoreCase),
            new("'{model}' is in the free list, but {path} is not the route of its kind.", "“{model}”在免费列表中，但 {path} 不是这类模型的路由。"),
            new("Use embedding models for embeddings, and the others for chat.", "请用嵌入模型生成向量，用其他模型对话。")),
        new("legacy-route-unseen", DiagnosisCause.LegacyRoute,
            f => IsFreeTierText(f) && f.Call.Endpoint is null && f.Model is { FreeTier: true },
            new("'{model}' is in the free list, so the route is probably the reason: the gateway gives the same text for its legacy completions route.",
                "“{model}”在免费列表中，因此问题多半在路由：网关对旧的 completions 路由也返回同样的文字。"),
            new("Call /chat/completions with messages, and /embeddings for vectors; never /completions.", "对话请调用 /chat/completions 并发送 messages，生成向量请调用 /embeddings；不要调用 /completions。")),
        new("legacy-route-likely", DiagnosisCause.LegacyRoute,
            f => IsFreeTierText(f) && f.Model is { FreeTier: true },
            new("'{model}' is in the free list, so it is hardly the reason. The gateway gives the same text for its legacy completions route: "
                + "a relay or proxy on the way probably changed {path}.",
                "“{model}”在免费列表中，因此问题多半不在模型。网关对旧的 completions 路由也返回同样的文字：途中的中转或代理可能改写了 {path}。"),
            new("Set the endpoint to the gateway's own root, such as https://api.chatanywhere.tech/v1; if it is, ask the gateway what the key may use (GetModelsAsync).",
                "请把端点设为网关自己的根地址，例如 https://api.chatanywhere.tech/v1；如果已经是，请用 GetModelsAsync 查询密钥可用的模型。")),
        new("free-list-near", DiagnosisCause.ModelNotAllowed,
            f => IsFreeTierText(f) && f.Call.Model is not null && f.Nearest is not null,
            new("'{model}' is not a model of free keys.", "免费密钥不能使用“{model}”。"),
            new("Use '{nearest}', another model of ModelAllowlist.FreeTier, or a paid key.",
                "请改用“{nearest}”或 ModelAllowlist.FreeTier 中的其他模型，或使用付费密钥。")),
        new("free-list", DiagnosisCause.ModelNotAllowed,
            f => IsFreeTierText(f) && f.Call.Model is not null,
            new("'{model}' is not a model of free keys.", "免费密钥不能使用“{model}”。"),
            PaidKey),
        new("free-list-unknown", DiagnosisCause.ModelNotAllowed,
            f => IsFreeTierText(f) && f.Call.Endpoint is null,
            new("Free keys get this text for two mistakes: the legacy /completions route, and a model outside the free list.",
                "免费密钥会因两种错误得到这段文字：调用旧的 /completions 路由，或使用免费列表之外的模型。"),
            new("Check route and model of the request: it must be /chat/completions or /embeddings, with a model of ModelAllowlist.FreeTier.",
                "请检查请求的路由和模型：应为 /chat/completions 或 /embeddings，并使用 ModelAllowlist.FreeTier 中的模型。")),
        new("free-list-route", DiagnosisCause.ModelNotAllowed,
            IsFreeTierText,
            new("Free keys may not use {path}.", "免费密钥不能使用 {path}。"),
            PaidKey),
    ];

    /// <summary>Whether the words are those about free keys. In 2023 they came with a 401.</summary>
    public static bool IsFreeTierText(DiagnosisFacts facts) => facts.Status is 401 or 403 && facts.Says(
        "free account", "free key", "limit to use", "limited to use",
        "免费API", "免费 API", "免费key", "免费 key", "免费账", "免费密钥");
}

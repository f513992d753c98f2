namespace ChatGateway;

/// <summary>Models that the allowlist refuses. Nothing was sent.</summary>
internal static class RefusalRows
{
    private static readonly LocalizedText NotHeld = new(
        "The allowlist of this client ({allowlist}) does not hold it; the gateway would probably answer with a 403.",
        "本客户端的允许列表（{allowlist}）不含该模型；若发出请求，网关很可能返回 403。");

    private static readonly LocalizedText NotKnown = new(
        "Neither the catalogue nor the allowlist of this client ({allowlist}) knows it.",
        "模型目录和本客户端的允许列表（{allowlist}）都不认识该模型。");

    private static readonly LocalizedText UseNearest = new(
        "Use '{nearest}', or set ChatGatewayOptions.AllowedModels or KeyTier if the key may use it.",
        "请改用“{nearest}”；如果密钥确实有权使用该模型，请设置 ChatGatewayOptions.AllowedModels 或 KeyTier。");

    private static readonly LocalizedText AllowIt = new(
        "Set ChatGatewayOptions.AllowedModels or KeyTier if the key may use it.",
        "如果密钥确实有权使用该模型，请设置 ChatGatewayOptions.AllowedModels 或 KeyTier。");

    private static readonly LocalizedText NoVectors = new("'{model}' chats and makes no vectors.", "“{model}”是对话模型，不能生成向量。");

    private static readonly LocalizedText LegacyOnly = new(
        "'{model}' speaks only the legacy /completions route, which this library leaves out: calling it is what earns free keys their 403.",
        "“{model}”只支持旧的 /completions 路由；本库不提供该路由，因为免费密钥调用它会得到 403。");

    public static DiagnosisRow[] All { get; } =
    [
        new("embedding-model-for-chat", DiagnosisCause.ModelNotAllowed,
            f => f.Kind == FailureKind.Refusal && f.IsOtherKind && ModelCatalog.IsEmbedding(f.Call.Model!.Value.Value),
            new("'{model}' is an embedding model: it makes vectors and does not chat.", "“{model}”是嵌入模型，只生成向量，不能对话。"),
            new("Call GenerateEmbeddingsAsync with it, or use a chat model.", "请用它调用 GenerateEmbeddingsAsync，或改用对话模型。")),
        new("chat-model-for-embeddings-near", DiagnosisCause.ModelNotAllowed,
            f => f.Kind == FailureKind.Refusal && f.IsOtherKind && f.Nearest is not null,
            NoVectors, new("Use an embedding model, such as '{nearest}'.", "请改用嵌入模型，例如“{nearest}”。")),
        new("chat-model-for-embeddings", DiagnosisCause.ModelNotAllowed,
            f => f.Kind == FailureKind.Refusal && f.IsOtherKind,
            NoVectors, new("Use an embedding model.", "请改用嵌入模型。")),
        new("legacy-only-near", DiagnosisCause.LegacyRoute,
            f => f.Kind == FailureKind.Refusal && IsLegacyOnly(f) && f.Nearest is not null,
            LegacyOnly, new("Use '{nearest}', which speaks /chat/completions.", "请改用支持 /chat/completions 的“{nearest}”。")),
        new("legacy-only", DiagnosisCause.LegacyRoute,
            f => f.Kind == FailureKind.Refusal && IsLegacyOnly(f),
            LegacyOnly, new("Use a model that speaks /chat/completions.", "请改用支持 /chat/completions 的模型。")),
        new("not-in-allowlist-near", DiagnosisCause.ModelNotAllowed,
            f => f.Kind == FailureKind.Refusal && f.Model is not null && f.Nearest is not null, NotHeld, UseNearest),
        new("not-in-allowlist", DiagnosisCause.ModelNotAllowed,
            f => f.Kind == FailureKind.Refusal && f.Model is not null, NotHeld, AllowIt),
        new("unknown-to-catalogue-near", DiagnosisCause.ModelMisspelt,
            f => f.Kind == FailureKind.Refusal && f.Nearest is not null, NotKnown, UseNearest),
        new("unknown-to-catalogue", DiagnosisCause.ModelMisspelt,
            f => f.Kind == FailureKind.Refusal, NotKnown, AllowIt),
    ];

    // OpenAI's models of that route; the first is the only one that ChatAnywhere lists (README of 2026-06-27)
    private static bool IsLegacyOnly(DiagnosisFacts facts) =>
        facts.Call.Model?.Value is { } id && (id.StartsWith("gpt-3.5-turbo-instruct", StringComparison.OrdinalIgnoreCase)
            || id.EndsWith("davinci-002", StringComparison.OrdinalIgnoreCase) || id.EndsWith("davinci-003", StringComparison.OrdinalIgnoreCase)
            || id.Equals("babbage-002", StringComparison.OrdinalIgnoreCase));
}

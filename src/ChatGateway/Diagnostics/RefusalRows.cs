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

    public static DiagnosisRow[] All { get; } =
    [
        new("not-in-allowlist-near", DiagnosisCause.ModelNotAllowed,
            f => f.Kind == FailureKind.Refusal && f.Model is not null && f.Nearest is not null, NotHeld, UseNearest),
        new("not-in-allowlist", DiagnosisCause.ModelNotAllowed,
            f => f.Kind == FailureKind.Refusal && f.Model is not null, NotHeld, AllowIt),
        new("unknown-to-catalogue-near", DiagnosisCause.ModelMisspelt,
            f => f.Kind == FailureKind.Refusal && f.Nearest is not null, NotKnown, UseNearest),
        new("unknown-to-catalogue", DiagnosisCause.ModelMisspelt,
            f => f.Kind == FailureKind.Refusal, NotKnown, AllowIt),
    ];
}

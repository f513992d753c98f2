namespace ChatGateway;

/// <summary>Models that the gateway does not know or that the key may not use.</summary>
internal static class ModelRows
{
    private static readonly LocalizedText AskForModels = new(
        "Check what the key may use, for example by GetModelsAsync.",
        "请查询密钥可用的模型，例如用 GetModelsAsync。");

    public static DiagnosisRow[] All { get; } =
    [
        new("model-forbidden", DiagnosisCause.ModelNotAllowed,
            f => f.Status is 403 or 434 && IsAboutAModel(f) && f.Says("model", "模型", "令牌无权"),
            new("The gateway knows {model} and does not let this key use it.", "网关认识 {model}，但不允许此密钥使用。"),
            AskForModels),
        new("no-channel", DiagnosisCause.ModelMisspelt,
            f => f.Says("无可用渠道", "no available channel"),
            new("The relay has no upstream for {model}: the id is misspelt, or the key's group does not include it.",
                "中转没有 {model} 的可用上游：名称可能写错了，或密钥所在的分组不含该模型。"),
            AskForModels),
        new("model-unknown", DiagnosisCause.ModelMisspelt,
            f => f.CodeIs("model_not_found", "DeploymentNotFound", "1211")
                || f.Says("model not exist", "model does not exist", "not a valid model", "no endpoints found", "模型不存在")
                || (f.Status == 404 && IsAboutAModel(f) && f.Says("model", "模型")),
            new("The gateway does not know {model}, or does not show it to this key.", "网关不认识 {model}，或不向此密钥开放。"),
            new("Check its spelling; GetModelsAsync lists what the gateway offers.", "请检查拼写；GetModelsAsync 可列出网关提供的模型。")),
    ];

    // the word alone may stand in the name of the route; which model it was, a saved answer need not tell
    private static bool IsAboutAModel(DiagnosisFacts facts) => facts.Call.Model is not null || !facts.IsModelList;
}

namespace ChatGateway;

/// <summary>What is left when no text and no code tells more than the status.</summary>
internal static class StatusRows
{
    public static DiagnosisRow[] All { get; } =
    [
        new("forbidden", DiagnosisCause.Unknown,
            f => f.Status == 403,
            new("The gateway forbids the call without a reason that the client knows: the key's rights, the model or the address may be it.",
                "网关禁止了该请求，原因未知：可能是密钥的权限、模型或来源地址。"),
            new("Check what the key may use, for example by GetModelsAsync.", "请查询密钥可用的模型，例如用 GetModelsAsync。")),
        new("route", DiagnosisCause.WrongBasePath,
            f => f.Status is 404 or 405,
            new("By its answer, {host} does not serve {path}: the endpoint is probably not the API's root.", "从应答看，{host} 不提供 {path}：端点可能不是 API 的根地址。"),
            new("The endpoint must end where /chat/completions follows, usually in /v1.", "端点应写到 /chat/completions 之前，通常以 /v1 结尾。")),
        new("not-offered", DiagnosisCause.InvalidRequest,
            f => f.Status == 501,
            new("The server does not offer what the request asks for.", "服务器不提供所请求的功能。"),
            new("Use another model or server, or start your own with that function.", "请换一个模型或服务器，或在自己的服务器上启用该功能。")),
        new("request", DiagnosisCause.InvalidRequest,
            f => f.Status is 400 or 409 or 415 or 422,
            new("The gateway rejects the request.", "网关不接受该请求。"),
            new("Compare the parameters with what the model supports.", "请对照模型支持的参数检查请求。")),
        new("unknown", DiagnosisCause.Unknown,
            _ => true,
            new("The client does not know this answer.", "客户端不认识这个应答。"),
            new("Go by the gateway's own words; its support can find the call by RequestId.", "请以网关自己的说明为准；其客服可以凭 RequestId 查到该请求。")),
    ];
}

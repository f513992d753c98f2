namespace ChatGateway;

/// <summary>Keys that are refused: the caller's, one of another gateway, or a relay's own.</summary>
internal static class KeyRows
{
    private const string OpenAIKeyPage = "platform.openai.com/account/api-keys";

    public static DiagnosisRow[] All { get; } =
    [
        // the relay accepted the caller's key, or it would have answered 401 itself
        new("relay-key", DiagnosisCause.GatewayOverloaded,
            f => f.Status >= 500 && IsKeyText(f),
            new("The relay's own key was refused by its upstream; yours is hardly the reason.", "中转自己的密钥被上游拒绝，多半与您的密钥无关。"),
            new("Try another model, or tell the relay's operator.", "请换一个模型，或联系中转的运营者。")),
        // before OpenAI's text, which it gives to calls without a key, too; a key that is quoted was a relay's own
        new("no-key", DiagnosisCause.InvalidKey,
            f => f.Status == 401 && f.IsWithoutKey && !f.Says("incorrect api key"),
            new("The call sent no key, and the gateway wants one.", "请求没有带密钥，而该网关要求密钥。"),
            new("Give the client a key of this gateway.", "请为客户端设置该网关的密钥。")),
        new("openai-refused", DiagnosisCause.WrongHost,
            f => f.Says(OpenAIKeyPage) && f.Call.Endpoint?.Host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase) == true,
            new("OpenAI itself refused the key: a gateway's key was probably sent to OpenAI's host ({host}).",
                "拒绝密钥的是 OpenAI 官方：很可能把网关的密钥发到了 OpenAI 的主机（{host}）。"),
            new("Set the endpoint to the gateway that issued the key.", "请把端点设为签发该密钥的网关。")),
        new("openai-refused-somewhere", DiagnosisCause.WrongHost,
            f => f.Says(OpenAIKeyPage) && f.Call.Endpoint is null && !f.IsChatAnywhere,
            new("The words are OpenAI's own: a gateway's key was sent to OpenAI, or a gateway handed the call on to OpenAI, which refused the key.",
                "这是 OpenAI 官方的文字：网关的密钥被发到了 OpenAI，或网关把请求转给了 OpenAI，密钥被其拒绝。"),
            new("Set the endpoint to the gateway that issued the key.", "请把端点设为签发该密钥的网关。")),
        new("openai-refused-behind", DiagnosisCause.WrongHost,
            f => f.Says(OpenAIKeyPage) && !f.IsChatAnywhere,
            new("The words are OpenAI's own: {host} handed the call on to OpenAI, which refused the key.",
                "这是 OpenAI 官方的文字：{host} 把请求转给了 OpenAI，密钥被其拒绝。"),
            new("Set the endpoint to the gateway that issued the key; if it is, tell the operator of {host}.",
                "请把端点设为签发该密钥的网关；如果已经是，请联系 {host} 的运营者。")),
        new("address", DiagnosisCause.InvalidKey,
            f => f.Status is 401 or 403 && (f.CodeIs("ip_not_authorized") || f.Says("ip not authorized", "your ip", "您的 IP", "IP 不在")),
            new("The key may not be used from this IP address.", "该密钥不允许从此 IP 地址使用。"),
            new("Add the address to those that the key allows, or use another key.", "请把该地址加入密钥的允许列表，或换一个密钥。")),
        new("key", DiagnosisCause.InvalidKey,
            f => f.Status == 401 || IsKeyText(f) || f.MiniMaxCodeIs("1004", "2049"),
            new("The key is missing, unknown, disabled, or belongs to another gateway.", "密钥缺失、不存在、已停用，或属于其他网关。"),
            new("Check the key and that the endpoint is the gateway that issued it.", "请检查密钥，并确认端点就是签发它的网关。")),
    ];

    private static bool IsKeyText(DiagnosisFacts facts) =>
        facts.CodeIs("invalid_api_key", "wrong_api_key", "authentication_error", "invalid_authentication_error", "InvalidApiKey")
        || facts.Says("incorrect api key", "api key not valid", "invalid api key", "invalid api-key", "invalid x-api-key", "wrong api key", "ApiKey错误",
            "无效的令牌", "令牌已过期", "missing or invalid authorization header");
}

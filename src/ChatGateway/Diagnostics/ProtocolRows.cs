namespace ChatGateway;

/// <summary>Answers that are not the API's.</summary>
internal static class ProtocolRows
{
    public static DiagnosisRow[] All { get; } =
    [
        new("web-page", DiagnosisCause.ProtocolViolation,
            f => f.Kind == FailureKind.Protocol && f.IsHtml,
            new("A web page came with a status of success: the endpoint is a website's address rather than the API's, or a network's sign-in page answered.",
                "收到的是状态为成功的网页：端点可能是网站地址而不是 API 地址，或由网络的登录页面作了应答。"),
            new("The endpoint must end where /chat/completions follows, usually in /v1.", "端点应写到 /chat/completions 之前，通常以 /v1 结尾。")),
        new("too-large", DiagnosisCause.ProtocolViolation,
            f => f.Kind == FailureKind.TooLarge,
            new("The limit that was exceeded protects the memory of this process; no usual answer comes near it.",
                "被超过的上限用于保护本进程的内存；正常的回答远达不到它。"),
            new("Raise the limit if the answer is meant to be so large.", "如果回答本应如此之大，请提高该上限。")),
        new("cut-body", DiagnosisCause.ProtocolViolation,
            f => f.Kind == FailureKind.CutBody,
            new("The end of the answer is missing: the gateway, or a proxy on the way, broke off in the middle.",
                "回答缺少结尾：网关或途中的代理在中途断开。"),
            new("Try again; if it lasts, ask for less at a time: a shorter answer, fewer inputs. A streamed answer keeps what had come.",
                "请重试；若一直如此，请一次少要一些：更短的回答，更少的输入。流式输出会保留已收到的部分。")),
        new("not-the-api", DiagnosisCause.ProtocolViolation,
            f => f.Kind == FailureKind.Protocol,
            new("Another kind of server answered, or the gateway made a mistake.", "作出应答的可能是其他服务器，或网关出了错。"),
            new("Check that the endpoint is the root of an OpenAI-compatible API.", "请检查端点是否为 OpenAI 兼容 API 的根地址。")),
    ];
}

namespace ChatGateway;

/// <summary>Prompts that are too long or that a filter refuses, in the words of many providers.</summary>
internal static class InputRows
{
    private static readonly LocalizedText SendLess = new(
        "Send less: fewer earlier messages, shorter documents.",
        "请减少发送的内容：保留更少的历史消息，缩短文档。");

    public static DiagnosisRow[] All { get; } =
    [
        // vLLM's text goes on with the context length, though the prompt may be short
        new("answer-too-long", DiagnosisCause.InvalidRequest,
            f => f.Says("max_tokens is too large", "max_completion_tokens is too large", "max_tokens' or 'max_completion_tokens' is too large"),
            new("The request asks for a longer answer than the model can give.", "请求的回答长度超过了模型的上限。"),
            new("Lower MaxTokens or MaxCompletionTokens, or leave it out.", "请调低 MaxTokens 或 MaxCompletionTokens，或不设置。")),
        new("free-input-too-long", DiagnosisCause.InputTooLong,
            f => FreeTierRows.IsFreeTierText(f) && f.Says("prompt tokens", "输入token", "输入 token"),
            new("The prompt is longer than a free key of ChatAnywhere may send: below 4096 tokens, earlier messages included.",
                "输入超过了 ChatAnywhere 免费密钥的上限：须小于 4096 token，历史消息也计算在内。"),
            new("Send less: fewer earlier messages, shorter documents; or use a paid key.",
                "请减少发送的内容：保留更少的历史消息，缩短文档；或使用付费密钥。")),
        // a request above the limit of a whole minute never passes, whatever its status says
        new("request-too-large", DiagnosisCause.InputTooLong,
            f => f.Status is 413 or 429 && f.Says("request too large"),
            new("This one request is larger than what the account may send in a minute.", "单个请求就超过了账号每分钟可发送的 token 数。"),
            SendLess),
        new("input-too-long", DiagnosisCause.InputTooLong,
            f => f.Status == 413
                || f.CodeIs("context_length_exceeded", "exceed_context_size_error", "string_above_max_length", "1261")
                || f.MiniMaxCodeIs("1039")
                || f.Says("maximum context length", "context length", "context window", "fit the context", "prompt is too long",
                    "token count exceeds", "exceeded model token limit", "range of input length", "输入过长", "超过最大长度"),
            new("The prompt is longer than the model allows.", "输入超过了模型允许的长度。"),
            SendLess),
        new("content-filter", DiagnosisCause.ContentFiltered,
            f => f.CodeIs("content_filter", "ResponsibleAIPolicyViolation", "content_policy_violation", "sensitive_words_detected", "prompt_blocked",
                    "data_inspection_failed", "DataInspectionFailed", "1301")
                || f.MiniMaxCodeIs("1026", "1027")
                || f.Says("content policy", "content management policy", "safety system", "content exists risk", "inappropriate content",
                    "input was flagged", "considered high risk", "敏感内容", "敏感词"),
            new("A content filter refused the prompt.", "内容过滤器拒绝了输入。"),
            new("Change the prompt; the same one will be refused again.", "请修改输入；同样的输入还会被拒绝。")),
    ];
}

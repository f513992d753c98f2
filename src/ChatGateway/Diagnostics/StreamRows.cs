namespace ChatGateway;

/// <summary>Streams that began and failed. An error event is read as an answer instead.</summary>
internal static class StreamRows
{
    private static readonly LocalizedText AskAgain = new(
        "What had come is in Partial; ask again for the whole answer.",
        "已收到的部分在 Partial 中；如需完整回答请重新请求。");

    public static DiagnosisRow[] All { get; } =
    [
        new("stream-truncated", DiagnosisCause.ConnectionFailed,
            f => f.Kind == FailureKind.StreamTruncated,
            new("The gateway or its upstream gave up in the middle of the answer.", "网关或其上游在回答中途放弃了。"),
            AskAgain),
        new("stream-too-long", DiagnosisCause.TimedOut,
            f => f.Kind == FailureKind.StreamInterrupted && f.Fault is null,
            new("The client ended it: the stream took longer than it may.", "客户端主动结束：流的持续时间超过了上限。"),
            AskAgain),
        new("stream-interrupted", DiagnosisCause.ConnectionFailed,
            f => f.Kind == FailureKind.StreamInterrupted,
            new("Either the gateway failed, or a proxy or firewall closed the connection.", "可能是网关出错，也可能是代理或防火墙关闭了连接。"),
            AskAgain),
        new("stream-idle", DiagnosisCause.TimedOut,
            f => f.Kind == FailureKind.StreamIdle,
            new("The model or the connection hangs.", "模型或连接卡住了。"),
            AskAgain),
        new("stream-malformed", DiagnosisCause.ProtocolViolation,
            f => f.Kind == FailureKind.StreamMalformed,
            new("The gateway made a mistake, or two answers were mixed up.", "网关出了错，或两个回答混在了一起。"),
            AskAgain),
    ];
}

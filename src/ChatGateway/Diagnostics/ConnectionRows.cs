using System.Net.Sockets;
using System.Security.Authentication;

namespace ChatGateway;

/// <summary>Calls that got no answer. The exception's first sentence says what broke; these say why it may have.</summary>
internal static class ConnectionRows
{
    private static readonly LocalizedText CheckNetwork = new(
        "Check the endpoint's address and the network, or try the gateway's other host.",
        "请检查端点地址和网络，或改用该网关的另一个域名。");

    public static DiagnosisRow[] All { get; } =
    [
        new("circuits-open", DiagnosisCause.ConnectionFailed,
            f => f.Kind == FailureKind.CircuitsOpen,
            new("Recent calls to every endpoint failed, so this one was not sent.", "最近对所有端点的调用都失败了，因此本次请求没有发出。"),
            new("Wait for the breakers to close; the exceptions before this one tell the reason.", "请等待断路器恢复；真正的原因见此前的异常。")),
        new("key-provider", DiagnosisCause.ConnectionFailed,
            f => f.Kind == FailureKind.KeyProvider,
            new("Nothing was sent: the key comes from a source of the host's own, which failed.", "请求没有发出：密钥由宿主程序自己的来源提供，而该来源出错了。"),
            new("See the inner exception; the gateway has no part in it.", "请查看内部异常；此问题与网关无关。")),
        new("timeout-unsent", DiagnosisCause.TimedOut,
            f => f.Kind == FailureKind.Timeout && f.Call.Attempts == 0,
            new("The time went by before anything was sent: other calls, a limit of the client's own, or what it asks for key and quota kept it waiting.",
                "时间在发送之前就用完了：其他调用、客户端自己的限制，或获取密钥和额度的过程让它一直等待。"),
            new("Allow more time, or make fewer calls at once.", "请放宽时限，或减少并发调用。")),
        new("timeout-models", DiagnosisCause.TimedOut,
            f => f.Kind == FailureKind.Timeout && f.IsModelList,
            new("Lists of models come within seconds: the gateway or the network is slow, or the time was short.",
                "模型列表通常几秒内就会返回：可能是网关或网络太慢，或时限太短。"),
            new("Try again, or allow more time.", "请重试，或放宽时限。")),
        new("timeout-embeddings", DiagnosisCause.TimedOut,
            f => f.Kind == FailureKind.Timeout && !f.IsChat,
            new("Many or long texts take their time, and so does a busy gateway.", "文本很多或很长时耗时较久，网关繁忙时也一样。"),
            new("Try again, send fewer texts in a call, or allow more time.", "请重试、减少每次发送的文本，或放宽时限。")),
        new("timeout", DiagnosisCause.TimedOut,
            f => f.Kind == FailureKind.Timeout,
            new("Reasoning models may think for minutes before their first word, and an answer that is not streamed comes only when it is whole.",
                "推理模型在输出第一个字之前可能思考数分钟；不使用流式输出时，回答要等到全部生成才会返回。"),
            new("Try again, or allow more time; stream long answers if you do not yet.", "请重试，或放宽时限；长回答如尚未使用流式输出，请使用。")),
        new("stream-stalled", DiagnosisCause.TimedOut,
            f => f.Kind == FailureKind.Stall,
            new("The gateway accepted the call, and its model did not begin to answer.", "网关接受了请求，但模型一直没有开始回答。"),
            new("Try again, try another model, or allow more time.", "请重试、换一个模型，或放宽时限。")),
        new("http-client-timeout", DiagnosisCause.TimedOut,
            f => IsHttpClientTimeout(f.Fault),
            new("The limit of the HttpClient that was given to the client ended the request; it is 100 s unless set, and holds for each attempt.",
                "传入的 HttpClient 自身的时限终止了请求；未设置时为 100 秒，对每次尝试都有效。"),
            new("Set HttpClient.Timeout to Timeout.InfiniteTimeSpan: the client has limits of its own (ChatGatewayOptions.Resilience).",
                "请将 HttpClient.Timeout 设为 Timeout.InfiniteTimeSpan：客户端有自己的时限（ChatGatewayOptions.Resilience）。")),
        new("connect-timeout", DiagnosisCause.TimedOut,
            f => f.Kind == FailureKind.Connection && f.Fault is OperationCanceledException,
            new("The host does not react: a firewall drops the packets, or the network is down.", "主机没有响应：可能被防火墙丢弃了数据包，或网络不通。"),
            CheckNetwork),
        new("dns", DiagnosisCause.ConnectionFailed,
            f => IsHttp(f, HttpRequestError.NameResolutionError),
            new("The endpoint's host name is misspelt, or this machine has no working DNS.", "端点的域名可能写错了，或本机的 DNS 不可用。"),
            CheckNetwork),
        new("proxy-tunnel", DiagnosisCause.BlockedByProxy,
            f => IsHttp(f, HttpRequestError.ProxyTunnelError),
            new("The configured proxy refused to connect to the gateway.", "所配置的代理拒绝连接网关。"),
            new("Check the proxy's address and its credentials (HTTPS_PROXY, or the HttpClient's handler).", "请检查代理的地址和凭据（HTTPS_PROXY，或 HttpClient 的处理程序）。")),
        new("not-tls", DiagnosisCause.ConnectionFailed,
            f => f.Fault is HttpRequestException { InnerException: AuthenticationException e } && e.Message.Contains("corrupted frame", StringComparison.Ordinal),
            new("What listens at the endpoint's port does not speak TLS: it is perhaps a server of plain http.", "端点端口上的服务不使用 TLS：可能是纯 http 服务器。"),
            new("Correct the port, or use http:// for a server of your own; outside of this machine that needs AllowInsecureHttp.",
                "请更正端口；如果是自己的服务器，请使用 http://（不在本机时需要 AllowInsecureHttp）。")),
        new("tls", DiagnosisCause.ConnectionFailed,
            f => f.Fault is HttpRequestException { InnerException: AuthenticationException },
            new("The certificate is expired or not the gateway's: perhaps a proxy inspects the traffic, or this machine's clock is wrong.",
                "证书已过期或不是该网关的证书：可能有代理在检查流量，或本机时钟不准。"),
            new("Check the clock and the network; do not switch the check of certificates off, the key would be at risk.",
                "请检查时钟和网络；不要关闭证书校验，否则密钥可能泄露。")),
        new("refused", DiagnosisCause.ConnectionFailed,
            f => f.Fault is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } },
            new("Nothing listens at the endpoint's port, or at that of the proxy where one is set (HTTPS_PROXY).", "端点的端口上没有服务在监听；如果设置了代理（HTTPS_PROXY），也可能是代理的端口。"),
            new("Start the server if it is your own, or correct the endpoint's host and port.", "如果是自己的服务器，请先启动它；否则请更正端点的主机和端口。")),
        new("empty-stream", DiagnosisCause.ConnectionFailed,
            f => f.Kind == FailureKind.Connection && f.Fault is null,
            new("The gateway promised a stream and sent nothing.", "网关答应返回流，却什么也没有发送。"),
            new("Try again, or try another model.", "请重试，或换一个模型。")),
        new("connection", DiagnosisCause.ConnectionFailed,
            f => f.Kind == FailureKind.Connection,
            new("Either the gateway failed, or a proxy or firewall closed the connection.", "可能是网关出错，也可能是代理或防火墙关闭了连接。"),
            CheckNetwork),
    ];

    /// <summary>Whether the limit of a caller's HttpClient for the whole request ran out. It holds the cancellation that was made of it.</summary>
    public static bool IsHttpClientTimeout(Exception? exception) =>
        exception is OperationCanceledException { InnerException: TimeoutException { InnerException: OperationCanceledException } };

    private static bool IsHttp(DiagnosisFacts facts, HttpRequestError error) =>
        facts.Kind == FailureKind.Connection && facts.Fault is HttpRequestException e && e.HttpRequestError == error;
}

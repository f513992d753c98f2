namespace ChatGateway;

/// <summary>Answers of something on the way, and of addresses that are not the API's root.</summary>
internal static class ProxyRows
{
    private static readonly LocalizedText CheckProxy = new(
        "Check the network's proxy settings, or try the gateway's other host.",
        "请检查网络的代理设置，或改用该网关的另一个域名。");

    public static DiagnosisRow[] All { get; } =
    [
        new("redirect", DiagnosisCause.Redirected,
            f => f.Status is >= 300 and < 400,
            new("The endpoint redirects, which is not followed: the key would go along.", "端点返回了重定向；客户端不会跟随，否则密钥会被一并带走。"),
            new("Configure the address that it points to, if you trust it.", "如果信任它指向的地址，请直接配置该地址。")),
        new("proxy-authentication", DiagnosisCause.BlockedByProxy,
            f => f.Status == 407,
            new("A proxy on the way wants a user name and a password.", "途中的代理要求用户名和密码。"),
            CheckProxy),
        // a CDN tells programs in plain text what it tells browsers in HTML
        new("blocked", DiagnosisCause.BlockedByProxy,
            f => f.Status == 403 && (f.IsHtml || f.Says("error code: 10")),
            new("A web page came instead of the API's answer: a proxy, firewall or CDN on the way refused the call.",
                "收到的是网页而不是 API 的应答：途中的代理、防火墙或 CDN 拒绝了请求。"),
            CheckProxy),
        new("region", DiagnosisCause.RegionNotServed,
            f => f.CodeIs("unsupported_country_region_territory")
                || f.Says("country, region, or territory not supported", "user location is not supported"),
            new("The provider does not serve the country that the call came from.", "该服务商不向请求来源所在的国家或地区提供服务。"),
            new("Use a gateway that serves it.", "请使用在当地提供服务的网关。")),
        new("doubled-version", DiagnosisCause.WrongBasePath,
            f => f.Status is 404 or 405 && f.Path.Contains("/v1/v1", StringComparison.Ordinal),
            new("The call went to {path}: the endpoint holds /v1 twice.", "请求发到了 {path}：端点中 /v1 出现了两次。"),
            new("Write the endpoint with one /v1.", "端点中只保留一个 /v1。")),
        new("page-not-found", DiagnosisCause.WrongBasePath,
            f => f.Status is 404 or 405 && f.IsHtml,
            new("A web page came instead of the API's answer: {host} has no API at {path}.", "收到的是网页而不是 API 的应答：{host} 在 {path} 处没有 API。"),
            new("The endpoint must end where /chat/completions follows, usually in /v1.", "端点应写到 /chat/completions 之前，通常以 /v1 结尾。")),
    ];
}

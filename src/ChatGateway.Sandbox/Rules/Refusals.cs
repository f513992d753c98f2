using System.Net;

namespace ChatGateway.Sandbox;

/// <summary>
/// The error texts. Those of the free tier and its input limit are ChatAnywhere's words, without the address of its shop (issues 246,
/// 331 and 374 of chatanywhere/GPT_API_free, 2024-2025), the one of the key as well; no capture of the daily quota's is known. The
/// others are ours in ChatAnywhere's form.
/// </summary>
internal static class Refusals
{
    public static RefusalException InvalidKey() => new(HttpStatusCode.Unauthorized, "ApiKey错误");

    /// <summary>The same text for a model outside the free list and for the legacy route: that is the trap.</summary>
    public static RefusalException FreeModel(string? key) => new(
        HttpStatusCode.Forbidden,
        "免费API限制使用deepseek-r1，deepseek-v3，gpt-3.5-turbo，gpt-4o-mini，gpt-4o和embeddings模型。"
        + "The free account is limited to use deepseek-r1, deepseek-v3, gpt-3.5-turbo, gpt-4o-mini, gpt-4o and embeddings."
        + Caller(key));

    public static RefusalException InputTooLong(string? key, int limit) => new(
        HttpStatusCode.Forbidden,
        $"免费API限制模型输入token小于{limit}。The number of prompt tokens for free accounts is limited to {limit}.{Caller(key)}");

    public static RefusalException DailyQuota(string? key) => new(
        HttpStatusCode.TooManyRequests,
        $"该模型今日免费次数已用完。The free requests of today for this model are used up. {Caller(key)}");

    public static RefusalException UnknownModel(string model) => new(HttpStatusCode.NotFound, $"The model `{model}` does not exist.");

    public static RefusalException UnknownRoute(string method, string path)
        => new(HttpStatusCode.NotFound, $"There is no route {method} {path}.");

    public static RefusalException WrongMethod(string method, string path, string allow)
        => new(HttpStatusCode.MethodNotAllowed, $"The route {path} does not serve {method}, only {allow}.") { Allow = allow };

    public static RefusalException WrongContentType(string? contentType) => new(
        HttpStatusCode.UnsupportedMediaType,
        $"Content-Type must be application/json, not {(string.IsNullOrEmpty(contentType) ? "absent" : contentType)}.");

    public static RefusalException BodyTooLarge(int limit)
        => new(HttpStatusCode.RequestEntityTooLarge, $"The request body exceeds {limit} bytes.");

    public static RefusalException BadJson(string message) => new(HttpStatusCode.BadRequest, message);

    public static RefusalException Invalid(JsonPath path, string rule) => new(HttpStatusCode.BadRequest, $"{path}: {rule}");

    private static string Caller(string? key) => $"(当前请求使用的ApiKey: {MaskedKey.Of(key)})";
}

using System.Net;

namespace ChatGateway.Sandbox;

/// <summary>
/// The error texts. Those of the key, the free tier, its input limit and its quota are ChatAnywhere's own; the others are ours in
/// ChatAnywhere's form.
/// </summary>
internal static class Refusals
{
    public static RefusalException InvalidKey() => new(HttpStatusCode.Unauthorized, "ApiKey错误");

    /// <summary>The same text for a model outside the free list and for the legacy route: that is the trap.</summary>
    public static RefusalException FreeModel(string? key) => new(
        HttpStatusCode.Forbidden,
        "免费 Key 只能使用 deepseek-r1、deepseek-v3、gpt-3.5-turbo、gpt-4o-mini、gpt-4o 与 embeddings 模型。"
        + "Free keys may only use deepseek-r1, deepseek-v3, gpt-3.5-turbo, gpt-4o-mini, gpt-4o and embeddings. "
        + Caller(key));

    public static RefusalException InputTooLong(string? key, int limit) => new(
        HttpStatusCode.Forbidden,
        $"免费 Key 的输入 token 须小于 {limit}。Prompt tokens of free keys must stay below {limit}. {Caller(key)}【群号占位】");

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

namespace ChatGateway.Tests.Diagnostics;

/// <summary>
/// ChatAnywhere's two answers of status 403 to free keys, in the words of 2024 to 2026, shortened. (Issues 246, 331, 374 and 496 of
/// chatanywhere/GPT_API_free; the key and the group are made up.)
/// </summary>
internal static class FreeTexts
{
    public const string Models = """
        {"error":{"message":"免费API限制使用gpt-3.5-turbo，gpt-4o-mini和embeddings模型，如有更多需求，请访问 https://shop.example 购买付费API。The free account is limited to use gpt-3.5-turbo, gpt-4o-mini and embeddings.(当前请求使用的ApiKey: sk-Ab1****xYz9)","type":"chatanywhere_error","param":null,"code":"403 FORBIDDEN"}}
        """;

    public const string InputTooLong = """
        {"error":{"message":"免费API限制模型输入token小于4096，如有更多需求，请访问 https://shop.example 购买付费API。The number of prompt tokens for free accounts is limited to 4096.(当前请求使用的ApiKey: sk-Ab1****xYz9)【QQ群：000000000】","type":"chatanywhere_error","param":null,"code":"403 FORBIDDEN"}}
        """;
}

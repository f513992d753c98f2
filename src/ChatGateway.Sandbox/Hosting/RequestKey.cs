using Microsoft.AspNetCore.Http;

namespace ChatGateway.Sandbox;

/// <summary>Where clients put their key.</summary>
internal static class RequestKey
{
    private const string Scheme = "Bearer ";

    /// <summary>The headers that no record shows.</summary>
    public static readonly string[] Headers = ["Authorization", "Proxy-Authorization", "api-key", "x-api-key"];

    /// <summary>The key of <c>Authorization: Bearer</c>, else of Azure's <c>api-key</c>; null without one.</summary>
    public static string? Read(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        string key = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : request.Headers["api-key"].ToString().Trim();
        return key.Length == 0 ? null : key;
    }
}

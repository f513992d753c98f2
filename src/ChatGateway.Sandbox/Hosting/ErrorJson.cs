using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatGateway.Sandbox;

/// <summary>Writes errors in ChatAnywhere's form.</summary>
internal static class ErrorJson
{
    public static JsonObject Of(int status, string message) => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = message,
            ["type"] = "chatanywhere_error",
            ["param"] = null,
            ["code"] = StatusLine(status),
        },
    };

    /// <summary>Status and reason in the style of Java's enums, such as <c>429 TOO_MANY_REQUESTS</c>.</summary>
    private static string StatusLine(int status)
    {
        string reason = ReasonPhrases.GetReasonPhrase(status).ToUpperInvariant().Replace(' ', '_');
        return string.Create(CultureInfo.InvariantCulture, $"{status} {reason}").TrimEnd();
    }
}

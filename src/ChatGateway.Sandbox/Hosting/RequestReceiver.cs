using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatGateway.Sandbox;

/// <summary>Takes a request off the wire: body up to its limit, headers without the key.</summary>
internal static class RequestReceiver
{
    /// <summary>
    /// The body, empty if there is none, null if it is larger than the limit. A larger one is read to its end all the same, since a
    /// client that is still sending would see a reset instead of the 413.
    /// </summary>
    public static async Task<byte[]?> ReadBodyAsync(HttpContext http, int limit)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        long total = 0;
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            total += read;
            if (total <= limit)
                kept.Write(buffer, 0, read);
        }

        return total <= limit ? kept.ToArray() : null;
    }

    public static SandboxRequest Record(HttpContext http, byte[]? body)
    {
        Dictionary<string, string> headers = http.Request.Headers
            .Where(h => !RequestKey.Headers.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        string path = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new SandboxRequest(http.Request.Method, path, headers, body is { Length: > 0 } ? Encoding.UTF8.GetString(body) : null);
    }
}

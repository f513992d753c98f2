using System.Text;
using Microsoft.AspNetCore.Http;

namespace ChatGateway.Sandbox;

internal sealed class StatusFault(int status, string? body, IReadOnlyDictionary<string, string>? headers) : SandboxFault
{
    internal override async Task ApplyAsync(GatewayCall call, Func<Task> answer)
    {
        HttpResponse response = call.Http.Response;
        response.StatusCode = status;
        response.ContentType = WireJson.ContentType;
        foreach (KeyValuePair<string, string> header in headers ?? new Dictionary<string, string>())
            response.Headers[header.Key] = header.Value;

        byte[] bytes = body is null
            ? WireJson.Bytes(ErrorJson.Of(status, "A scripted fault of the sandbox."))
            : Encoding.UTF8.GetBytes(body);
        // 204 and 304 may not have a body, and Kestrel throws on an attempt
        if (status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
            await response.Body.WriteAsync(bytes, call.Aborted);
    }
}

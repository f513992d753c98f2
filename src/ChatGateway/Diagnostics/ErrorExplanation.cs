using System.Globalization;
using System.Text;

namespace ChatGateway;

/// <summary>Explains error answers that somebody else has got, or that were saved: by the same table that a client's exceptions use.</summary>
public static class ErrorExplanation
{
    /// <summary>Explains an answer.</summary>
    /// <param name="statusCode">
    /// The HTTP status; 0 when it is not known. Then the code in the body counts, where it begins with the number of a status; with 200, where
    /// it begins with that of an error.
    /// </param>
    /// <param name="body">The body: JSON of any gateway, text, or a web page.</param>
    /// <param name="address">Where the request went, route included; null when it is not known.</param>
    /// <param name="model">The model that was asked for; null when it is not known.</param>
    /// <returns>The probable cause and what to do.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static Diagnosis Explain(int statusCode, string body, Uri? address = null, ModelId? model = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ErrorBody read = ErrorBody.Read(Encoding.UTF8.GetBytes(body));
        (Uri? endpoint, string route) = Split(address);
        var call = new CallDescription("POST", route, endpoint, model, Attempts: 1);
        return Diagnoser.Diagnose(new DiagnosisFacts(FailureKind.Answer, call)
        {
            Status = StatusOf(statusCode, read.Code),
            Code = read.Code ?? "",
            Type = read.Type ?? "",
            Message = read.Message ?? "",
            IsHtml = read.IsHtml,
            Nearest = model is { } id ? ChatAnywhere.NearestFree(id) : null,
        });
    }

    // ChatAnywhere: "403 FORBIDDEN"
    private static int StatusOf(int statusCode, string? code) =>
        statusCode is <= 0 or 200 && code is not null
        && int.TryParse(code.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int status)
        && status <= 599 && status >= (statusCode == 200 ? 400 : 100)
            ? status
            : Math.Max(statusCode, 0);

    private static (Uri? Endpoint, string Route) Split(Uri? address)
    {
        const string Chat = "chat/completions";
        if (address is not { IsAbsoluteUri: true }) return (null, Chat);
        string path = address.AbsolutePath.TrimEnd('/');
        foreach (string route in (string[])[Chat, "completions", "embeddings", "models"])
        {
            if (path.EndsWith("/" + route, StringComparison.OrdinalIgnoreCase))
                return (new UriBuilder(address) { Path = path[..^(route.Length + 1)], Query = "" }.Uri, route);
        }
        return (address, Chat);
    }
}

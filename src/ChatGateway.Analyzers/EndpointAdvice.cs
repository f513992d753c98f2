namespace ChatGateway.Analyzers;

/// <summary>What is wrong with an endpoint as it is written, and how it should be.</summary>
internal sealed class EndpointAdvice
{
    private const string Legacy = "/completions";
    private const string Chat = "/chat/completions";
    private const string VersionRoot = "/v1";

    private EndpointAdvice(bool isLegacy, string fault, string corrected)
    {
        IsLegacy = isLegacy;
        Fault = fault;
        Corrected = corrected;
    }

    public bool IsLegacy { get; }

    public string Fault { get; }

    public string Corrected { get; }

    /// <summary>The advice for an address; null when nothing is wrong with it.</summary>
    public static EndpointAdvice? Of(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https")) return null;
        string path = uri.AbsolutePath.TrimEnd('/');
        if (path.EndsWith(Chat, StringComparison.OrdinalIgnoreCase)) return new(false, "ends in a route, which the library adds", With(uri, path.Substring(0, path.Length - Chat.Length)));
        if (path.EndsWith(Legacy, StringComparison.OrdinalIgnoreCase)) return new(true, "", With(uri, path.Substring(0, path.Length - Legacy.Length)));
        return path.Length == 0 && ChatAnywhereHosts.Include(uri) ? new(false, "has no version root, which the library adds", With(uri, "")) : null;
    }

    private static string With(Uri uri, string path)
    {
        if (path.Length == 0 && ChatAnywhereHosts.Include(uri)) path = VersionRoot;
        return uri.GetLeftPart(UriPartial.Authority) + path + uri.Query;
    }
}

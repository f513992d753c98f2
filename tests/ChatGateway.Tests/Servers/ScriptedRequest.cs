namespace ChatGateway.Tests.Servers;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">The method, <c>POST</c>.</param>
/// <param name="Path">The target of the request line, query included.</param>
/// <param name="Headers">The headers; repeated ones joined by a comma.</param>
internal sealed record ScriptedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as text; empty until it has been read.</summary>
    public string Body { get; internal set; } = "";
}

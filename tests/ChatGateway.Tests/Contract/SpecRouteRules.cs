using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract;

/// <summary>Rules for the document as a whole. Each rule yields its findings.</summary>
internal static class SpecRouteRules
{
    private const string Version = "3.0.3";
    private const string ChatRoute = "/chat/completions";

    private static readonly string[] OperationIds = ["createChatCompletion", "createEmbedding", "listModels", "retrieveModel"];

    public static IEnumerable<string> OpenApiVersion(SpecDocument spec)
    {
        if (spec.Root["openapi"]?.ToString() is var version && version != Version)
            yield return $"openapi: {version} instead of {Version}, the version that NSwag reads well";
    }

    public static IEnumerable<string> LegacyRoutes(SpecDocument spec) =>
        from path in SpecDocument.Members(spec.Root["paths"])
        let segments = path.Key.Split('/')
        where (segments.Contains("completions", StringComparer.OrdinalIgnoreCase) && path.Key != ChatRoute)
            || segments.Contains("responses", StringComparer.OrdinalIgnoreCase)
        select $"paths: {path.Key}";

    public static IEnumerable<string> Operations(SpecDocument spec)
    {
        string[] found = [.. spec.Operations().Select(o => o.Value["operationId"]?.ToString() ?? $"(no id) {o.Key}")];
        return
        [
            .. found.Except(OperationIds, StringComparer.Ordinal).Select(id => $"unexpected operation {id}"),
            .. OperationIds.Except(found, StringComparer.Ordinal).Select(id => $"missing operation {id}"),
            .. found.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => $"operation {group.Key} twice"),
        ];
    }

    public static IEnumerable<string> References(SpecDocument spec) =>
        from reference in SpecDocument.References(spec.Root)
        where spec.Resolve(reference.Value) is null
        select $"{reference.Key}: {reference.Value} does not exist";

    public static IEnumerable<string> UnusedComponents(SpecDocument spec)
    {
        HashSet<string> used = [.. SpecDocument.References(spec.Root["paths"]).Select(reference => reference.Value)];
        Stack<string> open = new(used);
        while (open.TryPop(out string? target))
        {
            foreach ((_, string inner) in SpecDocument.References(spec.Resolve(target)))
            {
                if (used.Add(inner))
                    open.Push(inner);
            }
        }

        // security schemes are referenced by name
        return
            from section in SpecDocument.Members(spec.Root["components"])
            where section.Key != "securitySchemes"
            from component in SpecDocument.Members(section.Value)
            let pointer = $"#/components/{section.Key}/{component.Key}"
            where !used.Contains(pointer)
            select $"{pointer} is used by no operation";
    }

    public static IEnumerable<string> MediaTypeOrder(SpecDocument spec) =>
        from operation in spec.Operations()
        from response in SpecDocument.Members(operation.Value["responses"])
        let types = ((response.Value["content"] as JsonObject) ?? []).Select(content => content.Key).ToList()
        let stream = types.IndexOf("text/event-stream")
        where stream >= 0 && types.IndexOf("application/json") is var json && (json < 0 || json > stream)
        select $"{operation.Key} {response.Key}: application/json must stand before text/event-stream";

    /// <summary>Client.Class.liquid takes the parameters of the path; any other would vanish from the method.</summary>
    public static IEnumerable<string> ParametersAreInThePath(SpecDocument spec) =>
        from holder in SpecDocument.Members(spec.Root["paths"]).Concat(spec.Operations())
        from listed in holder.Value["parameters"] as JsonArray ?? []
        let parameter = listed?["$ref"] is { } reference ? spec.Resolve(reference.ToString()) : listed
        let place = parameter?["in"]?.ToString()
        where place != "path"
        select $"{holder.Key}: parameter {parameter?["name"]?.ToString() ?? "(no name)"} is in {place ?? "(nothing)"} instead of path";
}

using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract.Diff;

/// <summary>Compares what two versions of one operation take and give.</summary>
internal static class OperationComparison
{
    public static IEnumerable<SpecChange> Changes(string operation, JsonObject before, JsonObject after)
    {
        Dictionary<string, string> were = Parts(before);
        Dictionary<string, string> are = Parts(after);
        foreach ((string part, string type) in were)
        {
            if (!are.TryGetValue(part, out string? other)) yield return new(ChangeImpact.Breaking, operation, $"{part} is gone");
            else if (other != type) yield return new(ChangeImpact.Breaking, operation, $"{part} {type} → {other}");
        }
        foreach ((string part, string type) in are.Where(part => !were.ContainsKey(part.Key)))
            yield return new(part.EndsWith('*') ? ChangeImpact.Breaking : ChangeImpact.Addition, operation, $"{part} {type} is new");
    }

    /// <summary>Each part by what it is, with its type; a star marks a parameter that has to be given.</summary>
    private static Dictionary<string, string> Parts(JsonObject operation)
    {
        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        foreach (JsonNode? parameter in operation["parameters"] as JsonArray ?? [])
            parts[$"{parameter?["in"]} {parameter?["name"]}{(parameter?["required"]?.ToString() == "true" ? "*" : "")}"] = TypeText.Of(parameter?["schema"]);
        AddContent("request", operation["requestBody"]);
        foreach ((string status, JsonObject response) in SpecDocument.Members(operation["responses"])) AddContent($"response {status}", response);
        if (operation["x-csharp-stream"] is { } stream) parts["stream of"] = stream.ToString();
        return parts;

        void AddContent(string name, JsonNode? message)
        {
            if (message?["$ref"] is not null) parts[name] = TypeText.Of(message);
            foreach ((string type, JsonObject content) in SpecDocument.Members(message?["content"])) parts[$"{name} {type}"] = TypeText.Of(content["schema"]);
        }
    }
}

using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract.Diff;

/// <summary>The type that a schema describes, as one would say it: "array of ChatTool", "string | map of integer".</summary>
internal static class TypeText
{
    private static readonly string[] Unions = ["anyOf", "oneOf"];

    public static string Of(JsonNode? schema) => string.Join(" | ", Branches(schema));

    /// <summary>The alternatives of a union; one for any other type.</summary>
    public static IReadOnlyList<string> Branches(JsonNode? schema)
    {
        foreach (string key in Unions)
        {
            if (schema?[key] is JsonArray branches) return [.. branches.SelectMany(Branches)];
        }
        return [Single(schema)];
    }

    private static string Single(JsonNode? schema)
    {
        if (schema?["$ref"] is { } reference) return reference.ToString().Split('/')[^1];
        // a reference with a description of its own
        if (schema?["allOf"] is JsonArray parts) return string.Join(" & ", parts.Select(Of));
        string type = schema?["type"]?.ToString() ?? "anything";
        return type switch
        {
            "array" => $"array of {Of(schema!["items"])}",
            "object" when schema!["additionalProperties"] is JsonObject values && schema["properties"] is null => $"map of {Of(values)}",
            _ => schema?["format"] is { } format ? $"{type}({format})" : type,
        };
    }
}

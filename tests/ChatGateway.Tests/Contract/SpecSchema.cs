using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract;

/// <summary>One schema and where it stands.</summary>
/// <param name="Place">Readable path, <c>ChatCompletion.usage</c> or <c>StopSequences.anyOf[1]</c>.</param>
/// <param name="Json">The schema's object.</param>
/// <param name="Component">The named schema that it belongs to; null inline in an operation.</param>
/// <param name="IsProperty">Whether it describes a property.</param>
internal sealed record SpecSchema(string Place, JsonObject Json, string? Component, bool IsProperty)
{
    /// <summary>Whether it is a named schema itself.</summary>
    public bool IsNamed => Place == Component;

    /// <summary>The schema and all that are nested in it.</summary>
    public static IEnumerable<SpecSchema> Walk(string place, JsonObject schema, string? component, bool isProperty = false)
    {
        yield return new(place, schema, component, isProperty);

        IEnumerable<SpecSchema> children =
        [
            .. SpecDocument.Members(schema["properties"]).SelectMany(p => Walk($"{place}.{p.Key}", p.Value, component, isProperty: true)),
            .. new[] { "items", "additionalProperties", "not" }.SelectMany(key => Child(key, schema[key])),
            .. new[] { "allOf", "anyOf", "oneOf" }.SelectMany(key =>
                (schema[key] as JsonArray ?? []).SelectMany((branch, index) => Child($"{key}[{index}]", branch))),
        ];
        foreach (SpecSchema child in children)
            yield return child;

        IEnumerable<SpecSchema> Child(string name, JsonNode? node) =>
            node is JsonObject found ? Walk($"{place}.{name}", found, component) : [];
    }
}

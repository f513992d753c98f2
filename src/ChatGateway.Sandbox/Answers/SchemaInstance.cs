using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatGateway.Sandbox;

/// <summary>
/// Makes a small JSON value that satisfies a caller's JSON Schema: the required members, or all members where none is required, with
/// the smallest legal values. Regular expressions and conditions are beyond it.
/// </summary>
internal static class SchemaInstance
{
    /// <summary>Recursive schemas end here; only a schema without any finite instance gets that deep.</summary>
    private const int MaxDepth = 16;
    private const string AnyText = "text";

    public static JsonNode? Of(JsonElement? schema)
        => schema is { ValueKind: JsonValueKind.Object } root ? Make(root, root, AnyText, 0) : new JsonObject();

    private static JsonNode? Make(JsonElement schema, JsonElement root, string name, int depth)
    {
        if (depth > MaxDepth || schema.ValueKind != JsonValueKind.Object)
            return schema.ValueKind == JsonValueKind.Object ? null : JsonValue.Create(name);
        foreach (string fixedValue in (string[])["const", "default"])
        {
            if (schema.TryGetProperty(fixedValue, out JsonElement value))
                return Copy(value);
        }

        if (schema.Items("enum").Any())
            return Copy(schema.Items("enum").First());
        if (schema.Text("$ref") is { } reference)
            return Make(Resolve(reference, root), root, name, depth + 1);
        foreach (string union in (string[])["anyOf", "oneOf"])
        {
            if (schema.Items(union).Any())
                return Make(schema.Items(union).OrderBy(s => TypeOf(s) == "null").First(), root, name, depth + 1);
        }

        if (schema.Items("allOf").Any())
            return Merge(schema, root, name, depth);
        return TypeOf(schema) switch
        {
            "object" => MakeObject(schema, root, depth),
            "array" => MakeArray(schema, root, name, depth),
            "integer" or "number" => SchemaScalars.Number(schema),
            "boolean" => JsonValue.Create(true),
            "null" => null,
            _ => JsonValue.Create(SchemaScalars.Text(schema, name)),
        };
    }

    private static JsonObject MakeObject(JsonElement schema, JsonElement root, int depth)
    {
        var result = new JsonObject();
        HashSet<string>? required = schema.Member("required") is null ? null : [.. schema.Items("required").Select(r => r.GetString()!)];
        if (schema.Member("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                if (required?.Remove(property.Name) ?? depth < MaxDepth / 4)
                    result[property.Name] = Make(property.Value, root, property.Name, depth + 1);
            }
        }

        foreach (string undeclared in required ?? [])
            result[undeclared] = undeclared;
        return result;
    }

    private static JsonArray MakeArray(JsonElement schema, JsonElement root, string name, int depth)
    {
        var result = new JsonArray();
        for (int i = 0; i < (schema.Number("minItems") ?? 0); i++)
            result.Add(schema.Member("items") is { } items ? Make(items, root, name, depth + 1) : JsonValue.Create(name));
        return result;
    }

    /// <summary>The parts of allOf, objects laid over one another; of scalars the last one stands.</summary>
    private static JsonNode? Merge(JsonElement schema, JsonElement root, string name, int depth)
    {
        JsonNode? merged = TypeOf(schema) == "object" ? MakeObject(schema, root, depth) : null;
        foreach (JsonElement part in schema.Items("allOf"))
        {
            JsonNode? made = Make(part, root, name, depth + 1);
            if (merged is JsonObject target && made is JsonObject source)
            {
                foreach (string key in source.Select(p => p.Key).ToArray())
                    target[key] = source[key]?.DeepClone();
            }
            else
            {
                merged = made;
            }
        }

        return merged;
    }

    /// <summary>A local reference such as <c>#/$defs/place</c>; one that leads nowhere asks for nothing.</summary>
    private static JsonElement Resolve(string reference, JsonElement root)
    {
        JsonElement target = root;
        foreach (string segment in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            target = target.Member(name) ?? default;
        }

        return target;
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (schema.Text("type") is { } type)
            return type;
        if (schema.Items("type").Select(t => t.GetString()).OrderBy(t => t == "null").FirstOrDefault() is { } first)
            return first;
        return schema.Member("properties") is not null ? "object" : schema.Member("items") is not null ? "array" : null;
    }

    private static JsonNode? Copy(JsonElement value) => JsonNode.Parse(value.GetRawText());
}

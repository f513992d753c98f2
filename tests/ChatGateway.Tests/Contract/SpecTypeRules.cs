namespace ChatGateway.Tests.Contract;

/// <summary>Rules for what NSwag takes silently and turns into another type than was meant. Each rule yields its findings.</summary>
internal static class SpecTypeRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    // OpenAPI 3.0.3's, all of them: what the house forbids has rules of its own
    private static readonly string[] Keywords =
    [
        "$ref", "additionalProperties", "allOf", "anyOf", "default", "deprecated", "description", "discriminator", "enum", "example",
        "exclusiveMaximum", "exclusiveMinimum", "externalDocs", "format", "items", "maxItems", "maxLength", "maxProperties", "maximum",
        "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not", "nullable", "oneOf", "pattern", "properties",
        "readOnly", "required", "title", "type", "uniqueItems", "writeOnly", "xml",
    ];

    /// <summary>A type that NSwag does not know becomes a JToken.</summary>
    public static IEnumerable<string> KnownTypes(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        let type = schema.Json["type"]?.ToString()
        where type is not null && !Types.Contains(type, StringComparer.Ordinal)
        select $"{schema.Place}: type {type} is none of {string.Join(", ", Types)}";

    /// <summary>A keyword that NSwag does not know says nothing.</summary>
    public static IEnumerable<string> KnownKeywords(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        from member in schema.Json
        where !Keywords.Contains(member.Key, StringComparer.Ordinal) && !member.Key.StartsWith("x-", StringComparison.Ordinal)
        select $"{schema.Place}: {member.Key} is no keyword of a schema";

    /// <summary>What stands among the joined members and is none would leave one unjoined that was meant.</summary>
    public static IEnumerable<string> JoinedMembersExist(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        where schema.Json.ContainsKey("x-csharp-joined")
        from name in schema.Json["x-csharp-joined"]!.AsArray()
        where schema.Json["properties"]?[name!.ToString()] is null
        select $"{schema.Place}: x-csharp-joined names {name}, which is no property";

    /// <summary>Enum.liquid makes every enum one of strings.</summary>
    public static IEnumerable<string> EnumsAreStrings(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        where schema.Json.ContainsKey("enum")
        let type = schema.Json["type"]?.ToString()
        where type != "string"
        select $"{schema.Place}: enum with type {type ?? "(none)"} instead of string";

    /// <summary>NSwag writes the next whole number as the bound, which is right for integers alone.</summary>
    public static IEnumerable<string> ExclusiveBounds(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        where schema.Json["type"]?.ToString() != "integer"
        from keyword in new[] { "exclusiveMinimum", "exclusiveMaximum" }
        where schema.Json.ContainsKey(keyword)
        select $"{schema.Place}: {keyword} on something other than an integer";
}

using System.Text.Json.Nodes;

namespace ChatGateway.Tests.Contract;

/// <summary>Rules for schemas: what NSwag turns into the C# that is wanted. Each rule yields its findings.</summary>
internal static class SpecSchemaRules
{
    // a model without its id is not a model, and no gateway leaves it out
    private const string AllowedResponseRequired = "ModelInfo.id";

    private static readonly string[] ForbiddenFormats = ["uri", "binary"];

    /// <summary>No schema uses the keyword; a property may have its name.</summary>
    public static IEnumerable<string> Keyword(SpecDocument spec, string keyword) =>
        from schema in spec.AllSchemas()
        where schema.Json.ContainsKey(keyword)
        select $"{schema.Place}: {keyword}";

    public static IEnumerable<string> InlineTypes(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        where !schema.IsNamed
        from keyword in new[] { "oneOf", "anyOf", "enum", "properties" }
        where schema.Json.ContainsKey(keyword)
        select $"{schema.Place}: {keyword} outside a named component";

    public static IEnumerable<string> Formats(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        let format = schema.Json["format"]?.ToString()
        where ForbiddenFormats.Contains(format)
        select $"{schema.Place}: format {format}";

    /// <summary>A union is written by hand, so NSwag must leave it out, and nothing else.</summary>
    public static IEnumerable<string> Unions(SpecDocument spec, IReadOnlyCollection<string> excluded)
    {
        string[] unions = [.. spec.Schemas.Where(schema => schema.Value.ContainsKey("anyOf")).Select(schema => schema.Key)];
        return
        [
            .. unions.Except(excluded, StringComparer.Ordinal).Select(name => $"{name} has anyOf but is not in excludedTypeNames"),
            .. excluded.Except(unions, StringComparer.Ordinal)
                .Select(name => $"{name} is in excludedTypeNames but is no schema with anyOf"),
        ];
    }

    /// <summary>A missing member of an answer must not throw.</summary>
    public static IEnumerable<string> ResponseRequired(SpecDocument spec)
    {
        JsonObject[] operations = [.. spec.Operations().Select(operation => operation.Value)];
        IReadOnlySet<string> requests = spec.ReachableFrom(operations.SelectMany(o => new[] { o["requestBody"], o["parameters"] }));
        IReadOnlySet<string> responses = spec.ReachableFrom(operations.Select(o => o["responses"]));
        return
            from schema in spec.AllSchemas()
            where schema.Component is null
                ? schema.Place.Contains("/responses/", StringComparison.Ordinal)
                : responses.Contains(schema.Component) && !requests.Contains(schema.Component)
            from property in SpecDocument.Texts(schema.Json["required"])
            let place = $"{schema.Place}.{property}"
            where place != AllowedResponseRequired
            select $"{place} is required in an answer";
    }

    public static IEnumerable<string> Descriptions(SpecDocument spec) =>
        from schema in spec.AllSchemas()
        where (schema.IsNamed || schema.IsProperty) && string.IsNullOrWhiteSpace(schema.Json["description"]?.ToString())
        select $"{schema.Place} has no description";
}

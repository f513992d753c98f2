using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ChatGateway.Sandbox;

/// <summary>
/// Checks JSON against the part of JSON Schema that the OpenAPI document uses. Microsoft.OpenApi only reads documents. Objects are
/// open: what the schema does not know passes, as on real gateways.
/// </summary>
internal static class SchemaValidator
{
    /// <summary>Model ids are data: whether one may be used is a rule of the gateway, not of the body's form.</summary>
    private const string OpenEnum = "ModelId";

    public static SchemaViolation? FirstViolation(IOpenApiSchema schema, JsonElement value) => Check(schema, value, JsonPath.Root);

    private static SchemaViolation? Check(IOpenApiSchema schema, JsonElement value, JsonPath path)
    {
        bool enforceEnum = true;
        if (schema is OpenApiSchemaReference reference)
        {
            enforceEnum = reference.Reference.Id != OpenEnum;
            schema = reference.RecursiveTarget
                ?? throw new InvalidOperationException($"The embedded OpenAPI document has no schema {reference.Reference.Id}.");
        }

        if (value.ValueKind == JsonValueKind.Null && GatewaySpec.IsNullable(schema))
            return null;

        return CheckType(schema, value, path)
            ?? (enforceEnum ? CheckEnum(schema, value, path) : null)
            ?? CheckNumber(schema, value, path)
            ?? CheckObject(schema, value, path)
            ?? CheckItems(schema, value, path)
            ?? CheckAll(schema, value, path)
            ?? CheckAny(schema, value, path);
    }

    private static SchemaViolation? CheckType(IOpenApiSchema schema, JsonElement value, JsonPath path)
        => schema.Type is not { } type || JsonTypes.Matches(type, value)
            ? null
            : new SchemaViolation(path, $"must be {JsonTypes.Name(type)}, not {JsonTypes.Name(value)}");

    private static SchemaViolation? CheckEnum(IOpenApiSchema schema, JsonElement value, JsonPath path)
    {
        if (schema.Enum is not { Count: > 0 } allowed || value.ValueKind != JsonValueKind.String)
            return null;
        string[] names = [.. allowed.OfType<JsonValue>().Select(v => v.GetValue<string>())];
        return names.Contains(value.GetString(), StringComparer.Ordinal)
            ? null
            : new SchemaViolation(path, $"must be one of {string.Join(", ", names)}");
    }

    private static SchemaViolation? CheckNumber(IOpenApiSchema schema, JsonElement value, JsonPath path)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return null;
        double number = value.GetDouble();
        if (schema.Minimum is { } minimum && number < double.Parse(minimum, CultureInfo.InvariantCulture))
            return new SchemaViolation(path, $"must be at least {minimum}");
        if (schema.Maximum is { } maximum && number > double.Parse(maximum, CultureInfo.InvariantCulture))
            return new SchemaViolation(path, $"must be at most {maximum}");
        if (schema.Format == "int32" && number is < int.MinValue or > int.MaxValue)
            return new SchemaViolation(path, "must fit into 32 bits");
        return null;
    }

    private static SchemaViolation? CheckObject(IOpenApiSchema schema, JsonElement value, JsonPath path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        foreach (string name in schema.Required ?? new HashSet<string>())
        {
            if (!value.TryGetProperty(name, out _))
                return new SchemaViolation(path.Property(name), "is required");
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            IOpenApiSchema? inner = schema.AdditionalProperties;
            if (schema.Properties is { } known && known.TryGetValue(property.Name, out IOpenApiSchema? named))
                inner = named;
            if (inner is not null && Check(inner, property.Value, path.Property(property.Name)) is { } violation)
                return violation;
        }

        return null;
    }

    private static SchemaViolation? CheckItems(IOpenApiSchema schema, JsonElement value, JsonPath path)
    {
        if (schema.Items is null || value.ValueKind != JsonValueKind.Array)
            return null;
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (Check(schema.Items, item, path.Item(index++)) is { } violation)
                return violation;
        }

        return null;
    }

    private static SchemaViolation? CheckAll(IOpenApiSchema schema, JsonElement value, JsonPath path)
        => schema.AllOf?.Select(part => Check(part, value, path)).FirstOrDefault(violation => violation is not null);

    private static SchemaViolation? CheckAny(IOpenApiSchema schema, JsonElement value, JsonPath path)
    {
        if (schema.AnyOf is not { Count: > 0 } branches)
            return null;
        SchemaViolation? deepest = null;
        foreach (IOpenApiSchema branch in branches)
        {
            SchemaViolation? violation = Check(branch, value, path);
            if (violation is null)
                return null;
            if (deepest is null || violation.Path.Depth > deepest.Path.Depth)
                deepest = violation;
        }

        // the branch that got furthest is the one that was meant; if none got anywhere, all of them are named
        if (deepest!.Path.Depth > path.Depth)
            return deepest;
        string forms = string.Join(" or ", branches.Select(BranchName).Distinct());
        return new SchemaViolation(path, $"must be {forms}, not {JsonTypes.Name(value)}");
    }

    private static string BranchName(IOpenApiSchema branch) => branch.Type is { } type ? JsonTypes.Name(type) : "any value";
}

using System.Text.Json;
using Microsoft.OpenApi;

namespace ChatGateway.Sandbox;

/// <summary>Compares JSON values with schema types and names both.</summary>
internal static class JsonTypes
{
    public static bool Matches(JsonSchemaType type, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => type.HasFlag(JsonSchemaType.Null),
        JsonValueKind.Object => type.HasFlag(JsonSchemaType.Object),
        JsonValueKind.Array => type.HasFlag(JsonSchemaType.Array),
        JsonValueKind.String => type.HasFlag(JsonSchemaType.String),
        JsonValueKind.True or JsonValueKind.False => type.HasFlag(JsonSchemaType.Boolean),
        _ => type.HasFlag(JsonSchemaType.Number) || (type.HasFlag(JsonSchemaType.Integer) && IsInteger(value)),
    };

    public static string Name(JsonSchemaType type) => (type & ~JsonSchemaType.Null) switch
    {
        JsonSchemaType.Object => "an object",
        JsonSchemaType.Array => "an array",
        JsonSchemaType.String => "a string",
        JsonSchemaType.Boolean => "a boolean",
        JsonSchemaType.Integer => "an integer",
        JsonSchemaType.Number => "a number",
        var other => other.ToString(),
    };

    public static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Number => "a number",
        _ => "null",
    };

    /// <summary>1.0 and 1e2 are integers in JSON Schema.</summary>
    private static bool IsInteger(JsonElement value)
        => value.TryGetInt64(out _) || (value.TryGetDouble(out double number) && double.IsInteger(number));
}

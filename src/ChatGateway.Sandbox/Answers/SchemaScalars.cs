using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatGateway.Sandbox;

/// <summary>Texts and numbers for <see cref="SchemaInstance"/>.</summary>
internal static class SchemaScalars
{
    /// <summary>The member's own name makes a readable value; a known format needs a value of that format.</summary>
    public static string Text(JsonElement schema, string name)
    {
        string text = schema.Text("format") switch
        {
            "date" => "2026-01-01",
            "time" => "12:00:00Z",
            "date-time" => "2026-01-01T12:00:00Z",
            "email" => "ada@example.org",
            "uri" => "https://example.org/",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            _ => name,
        };
        text = text.PadRight(schema.Number("minLength") ?? 0, 'x');
        return schema.Number("maxLength") is { } longest && text.Length > longest ? text[..longest] : text;
    }

    public static JsonNode Number(JsonElement schema)
    {
        bool integer = schema.Text("type") == "integer" || schema.Items("type").Any(t => t.GetString() == "integer");
        double step = Value(schema, "multipleOf") ?? 1;
        double lowest = Value(schema, "minimum") ?? Value(schema, "exclusiveMinimum") + step ?? step;
        double number = Math.Ceiling(lowest / step) * step;
        if ((Value(schema, "maximum") ?? Value(schema, "exclusiveMaximum") - step) is { } highest && number > highest)
            number = integer ? Math.Floor(highest / step) * step : highest;
        return integer || double.IsInteger(number) ? JsonValue.Create((long)number) : JsonValue.Create(number);
    }

    private static double? Value(JsonElement schema, string name)
        => schema.Member(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
}

using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>Reads members of a validated request; an explicit null counts as absent, as it does on gateways.</summary>
internal static class JsonReading
{
    public static JsonElement? Member(this JsonElement item, string name)
        => item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty(name, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null
                ? value
                : null;

    public static string? Text(this JsonElement item, string name)
        => item.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static bool Flag(this JsonElement item, string name) => item.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A double, because 64.0 and 6.4e1 are integers in JSON Schema too.</summary>
    public static int? Number(this JsonElement item, string name)
        => item.Member(name) is { ValueKind: JsonValueKind.Number } value ? (int)value.GetDouble() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement item, string name)
        => item.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}

using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>The additional properties that stand for something. Those of a history that was kept as JSON are JSON values.</summary>
internal static class ExtraProperties
{
    private const string StrictKey = "strict";
    private const string UserKey = "user";

    /// <summary>Whether a schema must be followed exactly; null where nothing is said.</summary>
    public static bool? Strict(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is not { Count: > 0 }) return null;
        foreach ((string name, object? value) in properties)
        {
            if (!name.Equals(StrictKey, StringComparison.OrdinalIgnoreCase)) continue;
            return value switch
            {
                bool strict => strict,
                JsonElement { ValueKind: JsonValueKind.True } => true,
                JsonElement { ValueKind: JsonValueKind.False } => false,
                _ => null,
            };
        }
        return null;
    }

    /// <summary>The end user's id; null where there is none.</summary>
    public static string? User(AdditionalPropertiesDictionary? properties) => Text(properties, UserKey);

    /// <summary>A text; null where there is none.</summary>
    public static string? Text(AdditionalPropertiesDictionary? properties, string name) => properties?.GetValueOrDefault(name) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => null,
    };

    /// <summary>An object of the API that is kept as text; null where there is none.</summary>
    public static T? Parse<T>(AdditionalPropertiesDictionary? properties, string name)
        where T : class, IWireReadable<T> => Text(properties, name) is { } text && JsonText.TryParse(text, out T? value) ? value : null;
}

using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>The additional properties of options that stand for something in a request.</summary>
internal static class ExtraOptions
{
    private const string StrictKey = "strict";
    private const string UserKey = "user";

    /// <summary>Whether a schema must be followed exactly; null where nothing is said.</summary>
    public static bool? Strict(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is not { Count: > 0 }) return null;
        foreach ((string name, object? value) in properties)
        {
            if (value is bool strict && name.Equals(StrictKey, StringComparison.OrdinalIgnoreCase)) return strict;
        }
        return null;
    }

    /// <summary>The end user's id; null where there is none.</summary>
    public static string? User(AdditionalPropertiesDictionary? properties) => properties?.GetValueOrDefault(UserKey) as string;
}

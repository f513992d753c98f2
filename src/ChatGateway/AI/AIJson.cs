using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace ChatGateway;

/// <summary>The JSON of tool arguments and results, by the type infos of Microsoft.Extensions.AI.</summary>
internal static class AIJson
{
    // without the blanks of the default options, which would be billed
    private static readonly JsonSerializerOptions Options = CreateOptions();

    private static readonly JsonTypeInfo<IDictionary<string, object?>> Arguments =
        (JsonTypeInfo<IDictionary<string, object?>>)Options.GetTypeInfo(typeof(IDictionary<string, object?>));

    /// <exception cref="NotSupportedException">The value's type is not known to the serialiser.</exception>
    public static string Serialize(object? value) => JsonSerializer.Serialize(value, Options.GetTypeInfo(typeof(object)));

    public static string SerializeArguments(IDictionary<string, object?> arguments) => JsonSerializer.Serialize(arguments, Arguments);

    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static IDictionary<string, object?>? ParseArguments(string json) =>
        // a function without parameters is called with nothing at all by some gateways
        string.IsNullOrWhiteSpace(json) ? new Dictionary<string, object?>() : JsonSerializer.Deserialize(json, Arguments);

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
        options.MakeReadOnly();
        return options;
    }
}

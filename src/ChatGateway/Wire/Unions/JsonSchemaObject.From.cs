using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

public sealed partial class JsonSchemaObject
{
    private static readonly AIJsonSchemaCreateOptions StrictOptions = new() { TransformOptions = StrictTransform };

    /// <summary>What strict mode demands of every object: all members required, none besides.</summary>
    internal static AIJsonSchemaTransformOptions StrictTransform => new()
    {
        DisallowAdditionalProperties = true,
        RequireAllProperties = true,
        MoveDefaultKeywordToDescription = true,
    };

    /// <summary>
    /// Makes the schema of a .NET type, in the form that strict mode demands: every member required, no others allowed.
    /// Names and converters are those of System.Text.Json: read the answer with the same options, by default
    /// <see cref="JsonSerializerOptions.Web"/>. An enum is a number, unless the options or its type have a converter that writes its names.
    /// Dictionaries, members of type object and types with derived ones have no form in strict mode: their schema is open.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serializerOptions">How members are named; null means as web APIs do (camelCase).</param>
    /// <returns>The schema.</returns>
    /// <exception cref="NotSupportedException">The type may be any JSON, such as <see cref="object"/>: its schema is no object.</exception>
    [RequiresUnreferencedCode("The schema is made by reflection over the type.")]
    [RequiresDynamicCode("The schema is made by reflection over the type.")]
    public static JsonSchemaObject From<T>(JsonSerializerOptions? serializerOptions = null)
    {
        JsonElement schema = AIJsonUtilities.CreateJsonSchema(
            typeof(T), serializerOptions: serializerOptions ?? JsonSerializerOptions.Web, inferenceOptions: StrictOptions);
        if (schema.ValueKind != JsonValueKind.Object) throw new NotSupportedException($"{typeof(T)} may be any JSON, which no schema describes.");
        JsonSchemaObject made = Parse(schema.GetRawText());
        // the platform closes objects by their members, and leaves open what has none
        return made._schema is { Count: 1 } only && (string?)only["type"] == "object"
            ? new JsonSchemaObject(new JObject(only) { ["properties"] = new JObject(), ["required"] = new JArray(), ["additionalProperties"] = false })
            : made;
    }
}

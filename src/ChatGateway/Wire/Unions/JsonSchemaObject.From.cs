using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;

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
    /// <see cref="JsonSerializerOptions.Web"/>.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serializerOptions">How members are named; null means as web APIs do (camelCase).</param>
    /// <returns>The schema.</returns>
    [RequiresUnreferencedCode("The schema is made by reflection over the type.")]
    [RequiresDynamicCode("The schema is made by reflection over the type.")]
    public static JsonSchemaObject From<T>(JsonSerializerOptions? serializerOptions = null)
    {
        JsonElement schema = AIJsonUtilities.CreateJsonSchema(
            typeof(T), serializerOptions: serializerOptions ?? JsonSerializerOptions.Web, inferenceOptions: StrictOptions);
        return Parse(schema.GetRawText());
    }
}

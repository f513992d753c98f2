using System.Text.Json;
using Microsoft.Extensions.AI;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>The JSON Schemas of functions and answers as a request holds them.</summary>
internal static class RequestSchemas
{
    // remembers what it transformed, per function
    private static readonly AIJsonSchemaTransformCache Strict = new(JsonSchemaObject.StrictTransform);

    public static JsonSchemaObject From(ChatResponseFormatJson format, bool strict) =>
        JsonSchemaObject.Parse((strict ? Strict.GetOrCreateTransformedSchema(format) : format.Schema)!.Value.GetRawText());

    public static JsonSchemaObject From(AIFunctionDeclaration function, bool strict)
    {
        // true, which stands for any arguments
        if (function.JsonSchema.ValueKind != JsonValueKind.Object) return OfAnObject([], strict);
        JsonElement schema = strict ? Strict.GetOrCreateTransformedSchema(function) : function.JsonSchema;
        JsonSchemaObject parameters = JsonSchemaObject.Parse(schema.GetRawText());
        return schema.TryGetProperty("type", out _) ? parameters : OfAnObject(parameters.ToJObject(), strict);
    }

    // arguments are an object, and servers want to be told
    private static JsonSchemaObject OfAnObject(JObject schema, bool strict)
    {
        schema["type"] = "object";
        schema["properties"] ??= new JObject();
        if (strict) schema["additionalProperties"] = false;
        return schema;
    }
}

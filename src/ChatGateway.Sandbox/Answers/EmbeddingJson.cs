using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>Writes vectors straight to the body: as a tree of nodes a large batch would need a hundred times the memory.</summary>
internal static class EmbeddingJson
{
    public static void Write(Utf8JsonWriter writer, EmbeddingRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        for (int i = 0; i < request.Inputs.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("object", "embedding");
            writer.WriteNumber("index", i);
            writer.WritePropertyName("embedding");
            WriteVector(writer, EmbeddingVector.Of(request.Inputs[i].Seed, request.Dimensions), request.AsBase64);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("model", request.Model);
        int tokens = request.Inputs.Sum(i => i.Tokens);
        writer.WriteStartObject("usage");
        writer.WriteNumber("prompt_tokens", tokens);
        writer.WriteNumber("total_tokens", tokens);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteVector(Utf8JsonWriter writer, float[] vector, bool asBase64)
    {
        if (asBase64)
        {
            writer.WriteStringValue(EmbeddingVector.Base64(vector));
            return;
        }

        writer.WriteStartArray();
        foreach (float value in vector)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }
}

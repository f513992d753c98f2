using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatGateway.Cli;

/// <summary>Vectors as JSON for programs, one a line.</summary>
internal static class EmbeddingJson
{
    public static void Write(int index, string text, ReadOnlyMemory<float> vector, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(new Line(index, text, vector.ToArray()), EmbeddingJsonContext.Default.Line));

    /// <summary>A line. The names are part of the tool's interface.</summary>
    internal sealed record Line(int Index, string Input, IReadOnlyList<float> Embedding);
}

/// <summary>Writes the lines without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EmbeddingJson.Line))]
internal sealed partial class EmbeddingJsonContext : JsonSerializerContext;

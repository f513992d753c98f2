using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatGateway;

/// <summary>
/// Lets System.Text.Json read and write a type of the API by the type's own reader and writer: it would make JSON of another form of
/// the properties, and lose what they do not declare.
/// </summary>
internal sealed class WireJsonConverter<T> : JsonConverter<T>
    where T : IWireReadable<T>, IWireWritable
{
    /// <summary>One for all.</summary>
    public static WireJsonConverter<T> Instance { get; } = new();

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return Parse(JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.Write(writer);

    /// <summary>Reads what is a text, such as a model's id, as the key of a dictionary.</summary>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(reader.GetString()!)}\""));

    /// <summary>Writes what is a text as the key of a dictionary.</summary>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        using var json = new MemoryStream();
        using (var own = new Utf8JsonWriter(json)) value.Write(own);
        using JsonDocument document = JsonDocument.Parse(json.GetBuffer().AsMemory(0, (int)json.Length));
        if (document.RootElement.ValueKind != JsonValueKind.String) throw new NotSupportedException($"{typeof(T).Name} is no text: it cannot be the key of a dictionary.");
        writer.WritePropertyName(document.RootElement.GetString()!);
    }

    private static T Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return WireDocument.Parse<T>(json);
        }
        catch (WireFormatException e)
        {
            throw new JsonException(e.Message);
        }
    }
}

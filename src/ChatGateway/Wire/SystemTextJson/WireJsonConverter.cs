using System.Runtime.InteropServices;
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
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            return WireDocument.Parse<T>(JsonMarshal.GetRawUtf8Value(document.RootElement));
        }
        catch (WireFormatException e)
        {
            throw new JsonException(e.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.Write(writer);
}

using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Lets Newtonsoft read and write a union by the union's own reader and writer.</summary>
internal sealed class UnionJsonConverter<T> : JsonConverter
    where T : IWireReadable<T>, IWireWritable
{
    public override bool CanConvert(Type objectType) => (Nullable.GetUnderlyingType(objectType) ?? objectType) == typeof(T);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null) return null;
        DateParseHandling callers = reader.DateParseHandling;
        reader.DateParseHandling = DateParseHandling.None;
        try
        {
            string json = JToken.ReadFrom(reader).ToString(Formatting.None);
            return WireDocument.Parse<T>(Encoding.UTF8.GetBytes(json));
        }
        catch (WireFormatException e)
        {
            throw new JsonSerializationException(e.Message);
        }
        finally
        {
            reader.DateParseHandling = callers;
        }
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        if (value is null) writer.WriteNull();
        else writer.WriteRawValue(Encoding.UTF8.GetString(WireDocument.Serialize((T)value)));
    }
}

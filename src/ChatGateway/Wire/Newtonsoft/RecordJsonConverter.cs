using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>
/// Lets Newtonsoft read a generated record member by member, as it would anyway, but with date parsing off:
/// text that looks like a date is text.
/// </summary>
internal sealed class RecordJsonConverter : JsonConverter
{
    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => true;

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null) return null;
        DateParseHandling callers = reader.DateParseHandling;
        reader.DateParseHandling = DateParseHandling.None;
        try
        {
            object record = Activator.CreateInstance(objectType)!;
            serializer.Populate(reader, record);
            return record;
        }
        finally
        {
            reader.DateParseHandling = callers;
        }
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        throw new NotSupportedException("Records are written by Newtonsoft itself.");
}

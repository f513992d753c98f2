using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>
/// Lets Newtonsoft read a generated record member by member, as it would anyway, but with date parsing off:
/// text that looks like a date is text.
/// </summary>
/// <typeparam name="T">The record. What Newtonsoft reads and writes of it by reflection is kept in a trimmed app.</typeparam>
internal sealed class RecordJsonConverter<
    [DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicParameterlessConstructor
        | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.NonPublicProperties)] T> : JsonConverter
    where T : class
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
            T record = Activator.CreateInstance<T>();
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

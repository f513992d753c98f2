using System.Globalization;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>Lets Newtonsoft read and write an open enum as its text.</summary>
internal sealed class OpenEnumJsonConverter<T> : JsonConverter
    where T : struct, IOpenEnum<T>
{
    public override bool CanConvert(Type objectType) => (Nullable.GetUnderlyingType(objectType) ?? objectType) == typeof(T);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.Value is { } value) return (T)Convert.ToString(value, CultureInfo.InvariantCulture)!;
        if (reader.TokenType == JsonToken.Null) return objectType == typeof(T) ? default(T) : (T?)null;
        throw new JsonSerializationException($"Expected text for {typeof(T).Name}, found {reader.TokenType}.");
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => writer.WriteValue(((T)value!).Value);
}

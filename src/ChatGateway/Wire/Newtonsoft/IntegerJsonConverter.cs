using System.Globalization;
using Newtonsoft.Json;

namespace ChatGateway;

/// <summary>Lets Newtonsoft accept the integers that the generated readers accept: 1.0 and "1" are 1, 1.5 is an error.</summary>
internal sealed class IntegerJsonConverter : JsonConverter
{
    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => true;

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null) return null;
        Type target = Nullable.GetUnderlyingType(objectType) ?? objectType;
        object? integer = reader.Value switch
        {
            double real when Math.Truncate(real) == real && Math.Abs(real) <= Wire.MaxExact => (long)real,
            string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
            long number => number,
            _ => null,
        };
        bool fits = integer is long value && (target == typeof(long) || value is >= int.MinValue and <= int.MaxValue);
        if (!fits) throw new JsonSerializationException($"Expected an integer of type {target.Name}.");
        return Convert.ChangeType(integer, target, CultureInfo.InvariantCulture);
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        throw new NotSupportedException("Integers are written by Newtonsoft itself.");
}

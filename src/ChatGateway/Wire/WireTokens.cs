using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>Open JSON as Newtonsoft tokens. Read here, not by Newtonsoft: it would turn text that looks like a date into one.</summary>
internal static class WireTokens
{
    public static JToken Read(ref WireReader reader)
    {
        reader.NoteOpen();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader),
            JsonTokenType.StartArray => ReadArray(ref reader),
            JsonTokenType.Number => ReadNumber(ref reader),
            JsonTokenType.String => new JValue(reader.GetText()),
            JsonTokenType.True => new JValue(true),
            JsonTokenType.False => new JValue(false),
            JsonTokenType.Null => JValue.CreateNull(),
            _ => throw reader.Unexpected("a value"),
        };
    }

    public static JObject ReadObject(ref WireReader reader)
    {
        var result = new JObject();
        while (reader.NextProperty())
        {
            string name = reader.GetText();
            reader.Next();
            result[name] = Read(ref reader);
        }
        return result;
    }

    /// <summary>Writes what Newtonsoft's own writer makes of a token; global settings have no part in it.</summary>
    public static void Write(Utf8JsonWriter writer, JToken token) => writer.WriteRawValue(WireText.EscapeLoneSurrogates(token.ToString(Formatting.None)));

    /// <summary>Writes a text with half a pair as an escape.</summary>
    public static void Write(Utf8JsonWriter writer, string text) => Write(writer, new JValue(text));

    /// <summary>Writes a member of any name.</summary>
    public static void Write(Utf8JsonWriter writer, string name, JToken token)
    {
        if (!WireText.HasLoneSurrogate(name))
        {
            writer.WritePropertyName(name);
            Write(writer, token);
            return;
        }
        // the writer would replace the half in a name, and knows no raw names: as one piece with its value it goes unseen
        string member = $"{new JValue(name).ToString(Formatting.None)}:{token.ToString(Formatting.None)}";
        writer.WriteRawValue(WireText.EscapeLoneSurrogates(member), skipInputValidation: true);
    }

    private static JArray ReadArray(ref WireReader reader)
    {
        var result = new JArray();
        while (Wire.NextItem(ref reader)) result.Add(Read(ref reader));
        return result;
    }

    private static JValue ReadNumber(ref WireReader reader)
    {
        if (reader.TryGetInt64(out long integer)) return new JValue(integer);
        if (reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
            return new JValue((object)BigInteger.Parse(reader.GetText(), CultureInfo.InvariantCulture));
        // beyond a double's range the digits themselves are kept
        return reader.TryGetDouble(out double real) ? new JValue(real) : new JRaw(reader.GetText());
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

/// <summary>
/// Reads and writes the members of generated types. Overload resolution picks the method for a member's type,
/// so a type that the wire does not know is a compile error at the generated line.
/// </summary>
internal static partial class Wire
{
    public static void Read(ref WireReader reader, out string? value)
    {
        reader.Next();
        value = reader.TokenType == JsonTokenType.Null ? null : reader.GetText();
    }

    /// <summary>Text that holds JSON; a server that sends the JSON itself means the same.</summary>
    public static void ReadJsonText(ref WireReader reader, out string? value)
    {
        reader.Next();
        value = reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.StartObject or JsonTokenType.StartArray => WireText.Decode(reader.SkipValue()),
            _ => reader.GetText(),
        };
    }

    public static void Read(ref WireReader reader, out int? value)
    {
        reader.Next();
        long? number = reader.TokenType == JsonTokenType.Null ? null : ReadInteger(ref reader);
        if (number is < int.MinValue or > int.MaxValue) throw new WireFormatException("A number is too large.");
        value = (int?)number;
    }

    public static void Read(ref WireReader reader, out long? value)
    {
        reader.Next();
        // those of answers are Unix seconds, which some servers give as their clock does, with a fraction
        value = reader.TokenType == JsonTokenType.Null ? null : ReadInteger(ref reader, dropFraction: true);
    }

    public static void Read(ref WireReader reader, out double? value)
    {
        reader.Next();
        value = reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when reader.TryGetDouble(out double number) => number,
            JsonTokenType.String when Utf8Parser.TryParse(reader.ValueSpan, out double number, out int used)
                && used == reader.ValueSpan.Length && double.IsFinite(number) => number,
            JsonTokenType.Number => throw new WireFormatException("A number is too large."),
            _ => throw reader.Unexpected("a number"),
        };
    }

    public static void Read(ref WireReader reader, out bool? value)
    {
        reader.Next();
        value = reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String when bool.TryParse(reader.GetText(), out bool flag) => flag,
            JsonTokenType.Number when reader.TryGetInt64(out long number) => number != 0,
            _ => throw reader.Unexpected("a boolean"),
        };
    }

    public static void Read(ref WireReader reader, out JToken? value)
    {
        reader.Next();
        value = reader.TokenType == JsonTokenType.Null ? null : WireTokens.Read(ref reader);
    }

    public static void Read<T>(ref WireReader reader, out T? value)
        where T : class, IWireReadable<T>
    {
        reader.Next();
        value = reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.StartArray when !T.ReadsArrays => NoValue<T>(ref reader),
            _ => T.Read(ref reader),
        };
    }

    public static void Read<T>(ref WireReader reader, out T? value)
        where T : struct, IWireReadable<T>
    {
        reader.Next();
        value = reader.TokenType == JsonTokenType.Null ? null : T.Read(ref reader);
    }

    /// <summary>A required member that did not come reads as null or the default value: the caller's code decides.</summary>
    public static T Required<T>(T? value)
        where T : class => value!;

    public static T Required<T>(T? value)
        where T : struct => value.GetValueOrDefault();

    /// <summary>Up to here a double holds every integer and stands for no other; beyond it would round one, silently.</summary>
    internal const long MaxExact = (1L << 53) - 1;

    private static T? NoValue<T>(ref WireReader reader)
        where T : class
    {
        reader.Next();
        reader.Expect(JsonTokenType.EndArray, "an object");
        return null;
    }

    internal static long ReadInteger(ref WireReader reader, bool dropFraction = false)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out long number)) return number;
            // 1767262800.0 and 1e3 are integers too
            if (reader.TryGetDouble(out double real) && (dropFraction || Math.Truncate(real) == real) && Math.Abs(real) <= MaxExact) return (long)real;
            throw new WireFormatException("Expected an integer, found another number.");
        }
        if (reader.TokenType == JsonTokenType.String
            && long.TryParse(reader.GetText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long text))
            return text;
        throw reader.Unexpected("an integer");
    }
}

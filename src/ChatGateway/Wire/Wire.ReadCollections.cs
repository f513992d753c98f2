using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

internal static partial class Wire
{
    /// <summary>More than any answer holds. An item may take forty times its bytes: the body's limit alone would not bound the memory.</summary>
    private const int MaxItems = 1 << 20;

    private delegate void ItemReader<T>(ref WireReader reader, out T? item);

    public static void Read<T>(ref WireReader reader, out IReadOnlyList<T>? value)
        where T : IWireReadable<T>
    {
        if (!StartList(ref reader)) value = null;
        else value = ReadItems<T>(ref reader);
    }

    public static void Read(ref WireReader reader, out IReadOnlyList<string>? value) =>
        value = ReadList(ref reader, static (ref WireReader r, out string? item) => item = r.GetText());

    public static void Read(ref WireReader reader, out IReadOnlyList<int>? value) =>
        value = StartList(ref reader) ? ReadIntegers(ref reader) : null;

    public static void Read(ref WireReader reader, out IReadOnlyList<JToken>? value) =>
        value = ReadList(ref reader, static (ref WireReader r, out JToken? item) => item = WireTokens.Read(ref r));

    public static void Read(ref WireReader reader, out Dictionary<string, string>? value) =>
        value = ReadMap(ref reader, static (ref WireReader r, out string? item) => Read(ref r, out item));

    public static void Read(ref WireReader reader, out Dictionary<string, int>? value) =>
        value = ReadMap(ref reader, static (ref WireReader r, out int? item) => Read(ref r, out item)) is { } map ? WithoutNulls(map) : null;

    public static void Read(ref WireReader reader, out Dictionary<string, bool>? value) =>
        value = ReadMap(ref reader, static (ref WireReader r, out bool? item) => Read(ref r, out item)) is { } map ? WithoutNulls(map) : null;

    public static void Read(ref WireReader reader, out Dictionary<string, double>? value) =>
        value = ReadMap(ref reader, static (ref WireReader r, out double? item) => Read(ref r, out item)) is { } map ? WithoutNulls(map) : null;

    public static void Read(ref WireReader reader, out Dictionary<string, IReadOnlyList<string>>? value) =>
        value = ReadMap(ref reader, static (ref WireReader r, out IReadOnlyList<string>? item) => Read(ref r, out item));

    /// <summary>Goes past the opening bracket; false when there is null instead.</summary>
    internal static bool StartList(ref WireReader reader)
    {
        reader.Next();
        if (reader.TokenType == JsonTokenType.Null) return false;
        reader.Expect(JsonTokenType.StartArray, "an array");
        return true;
    }

    /// <summary>The items of an array whose bracket has been read. Nulls among them say nothing and are left out.</summary>
    internal static T[] ReadItems<T>(ref WireReader reader)
        where T : IWireReadable<T>
    {
        // most lists are short: they are put together on the stack, and their array fits them
        FewItems<T> few = default;
        T[]? many = null;
        int count = 0;
        while (NextItem(ref reader))
        {
            if (reader.TokenType == JsonTokenType.Null) continue;
            T item = T.Read(ref reader);
            if (count < FewItems<T>.Length)
            {
                few[count++] = item;
                continue;
            }
            if (many is null)
            {
                many = new T[FewItems<T>.Length * 4];
                few[..].CopyTo(many);
            }
            if (count == MaxItems) throw new WireFormatException($"A list holds more than {MaxItems} items.");
            if (count == many.Length) Array.Resize(ref many, count * 2);
            many[count++] = item;
        }
        if (many is null) return few[..count].ToArray();
        if (count != many.Length) Array.Resize(ref many, count);
        return many;
    }

    private static IReadOnlyList<int> ReadIntegers(ref WireReader reader)
    {
        if (reader.TryReadBytes(out UInt128 packed, out int count)) return reader.GetBytes(packed, count);
        packed = 0;
        count = 0;
        List<int>? others = null;
        while (NextItem(ref reader))
        {
            if (reader.TokenType == JsonTokenType.Null) continue;
            int item = checked((int)ReadInteger(ref reader));
            if (others is null && count < TokenBytes.MaxCount && item is >= 0 and <= byte.MaxValue)
            {
                packed |= (UInt128)(uint)item << (count++ * 8);
            }
            else
            {
                others ??= [.. new TokenBytes(packed, count)];
                others.Add(item);
            }
        }
        return others is null ? reader.GetBytes(packed, count) : others;
    }

    internal static bool NextItem(ref WireReader reader)
    {
        reader.Next();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    private static List<T>? ReadList<T>(ref WireReader reader, ItemReader<T> read)
    {
        if (!StartList(ref reader)) return null;
        var items = new List<T>();
        while (NextItem(ref reader))
        {
            if (reader.TokenType == JsonTokenType.Null) continue;
            read(ref reader, out T? item);
            items.Add(item!);
        }
        return items;
    }

    private static Dictionary<string, T>? ReadMap<T>(ref WireReader reader, ItemReader<T> read)
    {
        reader.Next();
        if (reader.TokenType == JsonTokenType.Null) return null;
        reader.StartObject();
        reader.NoteOpen();
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        while (reader.NextProperty())
        {
            string key = reader.GetText();
            read(ref reader, out T? item);
            if (item is not null) map[key] = item;
        }
        return map;
    }

    private static Dictionary<string, T> WithoutNulls<T>(Dictionary<string, T?> map)
        where T : struct => map.ToDictionary(pair => pair.Key, pair => pair.Value.GetValueOrDefault(), StringComparer.Ordinal);
}

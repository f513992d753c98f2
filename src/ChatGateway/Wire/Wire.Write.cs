using System.Runtime.CompilerServices;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace ChatGateway;

internal static partial class Wire
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null) return;
        writer.WritePropertyName(name);
        WireText.Write(writer, value);
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag) writer.WriteBoolean(name, flag);
    }

    // tokens stay calls: inlined ahead of time, they would load Newtonsoft for requests that have none
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, JToken? value)
    {
        if (value is null) return;
        writer.WritePropertyName(name);
        WireTokens.Write(writer, value);
    }

    public static void Write<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value)
        where T : class, IWireWritable
    {
        if (value is null) return;
        writer.WritePropertyName(name);
        value.Write(writer);
    }

    public static void Write<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value)
        where T : struct, IWireWritable
    {
        if (value is not { } known) return;
        writer.WritePropertyName(name);
        known.Write(writer);
    }

    /// <summary>For members whose null means something: it is sent.</summary>
    public static void WriteOrNull<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value)
        where T : class, IWireWritable
    {
        if (value is null) writer.WriteNull(name);
        else Write(writer, name, value);
    }

    public static void Write<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<T>? value)
        where T : IWireWritable
    {
        if (value is null) return;
        writer.WriteStartArray(name);
        // by index: every request has a list, and an enumerator of it would be one more object
        for (int i = 0; i < value.Count; i++) value[i].Write(writer);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string>? value)
    {
        if (value is null) return;
        writer.WritePropertyName(name);
        WriteItems(writer, value);
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<int>? value)
    {
        if (value is null) return;
        writer.WritePropertyName(name);
        WriteItems(writer, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<JToken>? value)
    {
        if (value is null) return;
        writer.WriteStartArray(name);
        foreach (JToken item in value) WireTokens.Write(writer, item);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, string>? value) =>
        WriteMap(writer, name, value, static (w, item) => WireText.Write(w, item));

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, int>? value) =>
        WriteMap(writer, name, value, static (w, item) => w.WriteNumberValue(item));

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, bool>? value) =>
        WriteMap(writer, name, value, static (w, item) => w.WriteBooleanValue(item));

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, double>? value) =>
        WriteMap(writer, name, value, static (w, item) => w.WriteNumberValue(item));

    public static void Write(
        Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, IReadOnlyList<string>>? value) =>
        WriteMap(writer, name, value, WriteItems);

    internal static void WriteItems(Utf8JsonWriter writer, IReadOnlyList<string> items)
    {
        writer.WriteStartArray();
        foreach (string item in items) WireText.Write(writer, item);
        writer.WriteEndArray();
    }

    internal static void WriteItems(Utf8JsonWriter writer, IReadOnlyList<int> items)
    {
        writer.WriteStartArray();
        foreach (int item in items) writer.WriteNumberValue(item);
        writer.WriteEndArray();
    }

    private static void WriteMap<T>(
        Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, T>? value, Action<Utf8JsonWriter, T> write)
    {
        if (value is null) return;
        writer.WriteStartObject(name);
        foreach ((string key, T item) in value)
        {
            writer.WritePropertyName(key);
            write(writer, item);
        }
        writer.WriteEndObject();
    }
}

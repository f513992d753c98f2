using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ChatGateway;

/// <summary>
/// Text to and from JSON strings without falsifying it: half a surrogate pair (a token of a stream may end
/// there) is kept, bytes that are not UTF-8 are an error.
/// </summary>
internal static class WireText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a string that the tokenizer has accepted.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        if (!isEscaped) return Decode(utf8);
        // no escape is shorter than its characters
        char[] buffer = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            return new string(buffer, 0, Decode(utf8, isEscaped, buffer));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    public static string Decode(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? "" : StrictUtf8.GetString(utf8);

    /// <summary>The same into a buffer of at least as many characters as there are bytes.</summary>
    /// <returns>How many characters there are.</returns>
    public static int Decode(ReadOnlySpan<byte> utf8, bool isEscaped, Span<char> chars)
    {
        if (!isEscaped) return StrictUtf8.GetChars(utf8, chars);
        int length = 0;
        while (!utf8.IsEmpty)
        {
            int plain = utf8.IndexOf((byte)'\\');
            if (plain < 0) plain = utf8.Length;
            length += StrictUtf8.GetChars(utf8[..plain], chars[length..]);
            utf8 = utf8[plain..];
            if (!utf8.IsEmpty) chars[length++] = UnescapeOne(ref utf8);
        }
        return length;
    }

    public static void Write(Utf8JsonWriter writer, string value)
    {
        if (HasLoneSurrogate(value)) WriteEscaped(writer, value);
        else writer.WriteStringValue(value);
    }

    // the writer would replace half a pair; as an escape it travels whole. Stays a call: it would load Newtonsoft for every text
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteEscaped(Utf8JsonWriter writer, string value) => WireTokens.Write(writer, value);

    /// <summary>In JSON text, half a pair can only stand inside a string, where it may as well be an escape.</summary>
    public static string EscapeLoneSurrogates(string json)
    {
        if (!HasLoneSurrogate(json)) return json;
        var escaped = new StringBuilder(json.Length + 16);
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            bool pair = char.IsHighSurrogate(c) && i + 1 < json.Length && char.IsLowSurrogate(json[i + 1]);
            if (pair) escaped.Append(c).Append(json[++i]);
            else if (char.IsSurrogate(c)) escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else escaped.Append(c);
        }
        return escaped.ToString();
    }

    private static char UnescapeOne(ref ReadOnlySpan<byte> escaped)
    {
        byte kind = escaped[1];
        if (kind == 'u')
        {
            char unit = (char)ushort.Parse(escaped.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            escaped = escaped[6..];
            return unit;
        }
        escaped = escaped[2..];
        return (char)kind switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            char other => other,
        };
    }

    public static bool HasLoneSurrogate(ReadOnlySpan<char> value)
    {
        while (true)
        {
            int at = value.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0) return false;
            if (!char.IsHighSurrogate(value[at]) || at + 1 == value.Length || !char.IsLowSurrogate(value[at + 1])) return true;
            value = value[(at + 2)..];
        }
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatGateway;

/// <summary>Whole JSON documents to and from generated types.</summary>
internal static class WireDocument
{
    private const int LongDocument = 16 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // the body is JSON and nothing else: Chinese text need not travel as escapes
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // an idle writer must not keep its last buffer
    private static readonly ArrayBufferWriter<byte> Nowhere = new();

    [ThreadStatic]
    private static Utf8JsonWriter? _idleWriter;

    /// <summary>Reads exactly one document.</summary>
    /// <exception cref="WireFormatException">The bytes are not JSON, or not of this type.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> utf8)
        where T : IWireReadable<T>
    {
        // long answers repeat their texts, as the tokens of log probabilities do
        var reader = new WireReader(WithoutByteOrderMark(utf8), default, utf8.Length > LongDocument ? new WireTexts() : null);
        try
        {
            reader.Next();
            if (reader.TokenType == JsonTokenType.Null) throw reader.Unexpected("a value");
            T value = T.Read(ref reader);
            reader.End();
            return value;
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Malformed(reader.Position);
        }
    }

    /// <summary>Whether a text is a whole document, whatever it holds.</summary>
    public static bool IsWhole(string json)
    {
        try
        {
            Parse<AnyJson>(Encoding.UTF8.GetBytes(json));
            return true;
        }
        catch (WireFormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a reader threw because of what it read.</summary>
    public static bool IsMalformed(Exception e) => e is JsonException or DecoderFallbackException or OverflowException or InvalidOperationException;

    // their messages may quote the text
    public static WireFormatException Malformed(long position) => new($"The JSON is malformed at byte {position}.");

    public static byte[] Serialize<T>(T value)
        where T : IWireWritable
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, value);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write<T>(IBufferWriter<byte> buffer, T value)
        where T : IWireWritable
    {
        // writing is synchronous and does not nest, except where a user's converter writes in the middle of another document
        Utf8JsonWriter writer = _idleWriter ?? new Utf8JsonWriter(buffer, WriterOptions);
        _idleWriter = null;
        writer.Reset(buffer);
        value.Write(writer);
        writer.Flush();
        writer.Reset(Nowhere);
        _idleWriter = writer;
    }

    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
}

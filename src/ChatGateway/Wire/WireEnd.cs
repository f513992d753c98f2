using System.Text.Json;

namespace ChatGateway;

/// <summary>Tells JSON that ends too early from JSON that is wrong: the first may come whole another time.</summary>
internal static class WireEnd
{
    /// <summary>Whether a body is the beginning of a document and no more.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> body = WireDocument.WithoutByteOrderMark(utf8).Trim(" \t\r\n"u8);
        if (body is not [(byte)'{' or (byte)'[', ..]) return false;
        var reader = new Utf8JsonReader(body, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) return false;
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

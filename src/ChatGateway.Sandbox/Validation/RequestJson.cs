using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ChatGateway.Sandbox;

/// <summary>Turns the bytes of a request into JSON that is safe to read.</summary>
internal static class RequestJson
{
    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            CheckTexts(body.Span);
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Refusals.BadJson(Describe(body.Span, e));
        }
    }

    /// <summary>
    /// A lone surrogate or a broken UTF-8 sequence parses, and only throws where the text is read. Reading every text once here means
    /// that nothing later has to expect it.
    /// </summary>
    private static void CheckTexts(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException e)
            {
                throw Refusals.BadJson($"Invalid Unicode in a text near byte {reader.TokenStartIndex}: {e.Message}");
            }
        }
    }

    private static string Describe(ReadOnlySpan<byte> body, JsonException e)
    {
        int line = (int)(e.LineNumber ?? 0);
        int column = (int)(e.BytePositionInLine ?? 0);
        int offset = Offset(body, line) + column;
        if (offset >= body.Length)
            return "Unexpected end-of-input: the JSON text is not complete";

        Rune.DecodeFromUtf8(body[offset..], out Rune rune, out _);
        string place = string.Create(CultureInfo.InvariantCulture, $"Unexpected character ('{rune}' (code {rune.Value}))");
        bool afterComma = body[..offset].TrimEnd(" \t\r\n"u8).EndsWith(","u8);
        return rune.Value == '}' && afterComma
            ? $"{place}: expected a field name"
            : string.Create(CultureInfo.InvariantCulture, $"{place}: not expected at line {line + 1}, byte {column + 1}");
    }

    private static int Offset(ReadOnlySpan<byte> body, int line)
    {
        int offset = 0;
        for (int i = 0; i < line; i++)
            offset += body[offset..].IndexOf((byte)'\n') + 1;
        return offset;
    }
}

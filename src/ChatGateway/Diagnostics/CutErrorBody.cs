using System.Text.Json;

namespace ChatGateway;

/// <summary>
/// What can be told of an error body that is JSON and cannot be read to its end: it was cut at the limit, or is malformed behind
/// what matters. Members that may repeat the request are passed over.
/// </summary>
internal static class CutErrorBody
{
    /// <summary>Reads until the end, or to where nothing can be read any more. Never throws.</summary>
    public static ErrorBody Read(ReadOnlySpan<byte> json)
    {
        var reader = new WireReader(json);
        string? message = null, code = null, type = null, param = null;
        bool isInList = false;
        try
        {
            while (true)
            {
                reader.Next();
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                bool isAround = reader.NameIs("error"u8) || reader.NameIs("errors"u8) || reader.NameIs("detail"u8);
                bool isMessage = isAround || reader.NameIs("message"u8) || reader.NameIs("msg"u8);
                bool isCode = reader.NameIs("code"u8), isType = reader.NameIs("type"u8), isParam = reader.NameIs("param"u8);
                reader.Next();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    isInList |= isAround && reader.TokenType == JsonTokenType.StartArray;
                    if (!isAround) reader.SkipValue();
                    continue;
                }
                if (reader.TokenType == JsonTokenType.Null) continue;
                if (isMessage) message ??= reader.GetText();
                // those of a detail are not the error's
                else if (isInList) continue;
                else if (isCode) code ??= reader.GetText();
                else if (isType) type ??= reader.GetText();
                else if (isParam) param ??= reader.GetText();
            }
        }
        catch (Exception e) when (e is WireFormatException || WireDocument.IsMalformed(e))
        {
            // nothing can be read from here on: what was found is told
        }
        return new ErrorBody(message, code, type, param, IsHtml: false);
    }
}

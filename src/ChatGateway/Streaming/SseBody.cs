namespace ChatGateway;

/// <summary>What shows of an event stream in a body that was read whole.</summary>
internal static class SseBody
{
    /// <summary>Whether a body is an event stream, whatever its type says.</summary>
    public static bool IsEventStream(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> text = WireDocument.WithoutByteOrderMark(body).TrimStart("\r\n"u8);
        return text is [(byte)':', ..] || text.StartsWith("data:"u8) || text.StartsWith("event:"u8) || text.StartsWith("id:"u8)
            || text.StartsWith("retry:"u8) || text.StartsWith("error: {"u8);
    }

    /// <summary>The first line of data that is not empty; empty when there is none.</summary>
    public static ReadOnlySpan<byte> FirstData(ReadOnlySpan<byte> body)
    {
        body = WireDocument.WithoutByteOrderMark(body);
        foreach (Range line in body.SplitAny((byte)'\r', (byte)'\n'))
        {
            if (TryValue(body[line], "data:"u8, out ReadOnlySpan<byte> data) && !data.IsEmpty) return data;
        }
        return default;
    }

    /// <summary>The value of a line that is this field's.</summary>
    public static bool TryValue(ReadOnlySpan<byte> line, ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value)
    {
        bool isField = line.StartsWith(field);
        value = isField ? line[field.Length..].Trim(" \t"u8) : default;
        return isField;
    }
}

namespace ChatGateway;

/// <summary>
/// Looks for the end of an event stream in a body that is read whole: servers may keep the connection open after it, with comments or
/// without. The end is OpenAI's marker, or an error event.
/// </summary>
internal struct SseEnd
{
    private int _lineStart;
    private int _searched;
    private bool _skipLineFeed;
    private bool _isError;
    private bool _hasErrorData;

    /// <summary>Where the end is, once it has come.</summary>
    public readonly int Position => _searched;

    /// <summary>Whether the end has come. To be asked again with the same bytes and those that follow.</summary>
    public bool IsIn(ReadOnlySpan<byte> body)
    {
        while (_searched < body.Length)
        {
            if (_skipLineFeed && body[_searched] == '\n') _lineStart = ++_searched;
            _skipLineFeed = false;
            int at = body[_searched..].IndexOfAny((byte)'\r', (byte)'\n');
            if (at < 0)
            {
                _searched = body.Length;
                return false;
            }
            int end = _searched + at;
            ReadOnlySpan<byte> line = body[_lineStart..end];
            _skipLineFeed = body[end] == '\r';
            _lineStart = _searched = end + 1;
            if (IsEnd(line)) return true;
        }
        return false;
    }

    private bool IsEnd(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            _isError = false;
            return _hasErrorData;
        }
        if (SseBody.TryValue(line, "data:"u8, out ReadOnlySpan<byte> data))
        {
            _hasErrorData |= _isError ? !ErrorBody.IsPseudoError(data) : IsError(data);
            return data.SequenceEqual("[DONE]"u8);
        }
        if (SseBody.TryValue(line, "error:"u8, out ReadOnlySpan<byte> error)) _hasErrorData |= IsError(error);
        else if (line is [(byte)'{', ..]) _hasErrorData |= IsError(line);
        if (SseBody.TryValue(line, "event:"u8, out ReadOnlySpan<byte> name)) _isError = name.SequenceEqual("error"u8);
        return false;
    }

    // in whatever frame; by its beginning, so that no chunk is read for it
    private static bool IsError(ReadOnlySpan<byte> data) => data.StartsWith("{\"error\""u8) && ErrorBody.FindInSuccess(data) is not null;
}

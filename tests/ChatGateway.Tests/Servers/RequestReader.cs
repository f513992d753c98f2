using System.Globalization;
using System.Text;

namespace ChatGateway.Tests.Servers;

/// <summary>Reads HTTP/1.1 requests off a connection; what arrives early stays buffered.</summary>
internal sealed class RequestReader(Stream stream)
{
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Waits until a request begins; false when the client has closed.</summary>
    public async Task<bool> HasDataAsync(CancellationToken cancellationToken) =>
        _end > _start || await FillAsync(cancellationToken);

    /// <summary>Waits for more bytes; false when the client has closed its side.</summary>
    /// <exception cref="ClientGoneException">The connection was reset.</exception>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
            _start = _end = 0;
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);

        try
        {
            int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += count;
            return count > 0;
        }
        catch (IOException e)
        {
            throw new ClientGoneException(e);
        }
    }

    public async Task<ScriptedRequest> ReadHeadAsync(CancellationToken cancellationToken)
    {
        string[] start = (await ReadLineAsync(cancellationToken)).Split(' ');
        if (start.Length != 3)
            throw new InvalidDataException($"Not a request line: {string.Join(' ', start)}");

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2)
                throw new InvalidDataException($"Not a header: {line}");
            headers[parts[0]] = headers.TryGetValue(parts[0], out string? earlier) ? $"{earlier}, {parts[1]}" : parts[1];
        }

        return new ScriptedRequest(start[0], start[1], headers);
    }

    public async Task<string> ReadBodyAsync(IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        if (headers.TryGetValue("Transfer-Encoding", out string? encoding)
            && encoding.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            while (await ReadChunkSizeAsync(cancellationToken) is > 0 and int size)
            {
                await CopyAsync(body, size, cancellationToken);
                await ReadLineAsync(cancellationToken);
            }

            while ((await ReadLineAsync(cancellationToken)).Length > 0)
            {
                // trailers are of no interest
            }
        }
        else if (headers.TryGetValue("Content-Length", out string? length))
        {
            await CopyAsync(body, int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture), cancellationToken);
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private async Task<int> ReadChunkSizeAsync(CancellationToken cancellationToken)
    {
        string line = await ReadLineAsync(cancellationToken);
        return int.Parse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
            await NeedMoreAsync(cancellationToken);

        string line = Encoding.Latin1.GetString(_buffer, _start, length);
        _start += length + 2;
        return line;
    }

    private async Task CopyAsync(MemoryStream target, int count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_start == _end)
                await NeedMoreAsync(cancellationToken);
            int taken = Math.Min(count, _end - _start);
            target.Write(_buffer, _start, taken);
            _start += taken;
            count -= taken;
        }
    }

    private async Task NeedMoreAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(cancellationToken))
            throw new ClientGoneException();
    }
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ChatGateway.Benchmarks.Server;

/// <summary>One connection: reads a request to its end, writes the answer, and again.</summary>
/// <param name="socket">The connection.</param>
/// <param name="book">The answers.</param>
/// <param name="number">Shifts the pauses, so that slow streams do not all get their chunks in the same moment.</param>
internal sealed class AnswerConnection(Socket socket, AnswerBook book, int number)
{
    private const int Shifts = 50;

    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;

    public async Task ServeAsync()
    {
        using (socket)
        {
            try
            {
                while (await ReadRequestAsync() is { } answer) await WriteAsync(answer);
            }
            catch (SocketException)
            {
                // a client that leaves closes its connections in whatever state they are
            }
            catch (Exception e)
            {
                await Console.Error.WriteLineAsync(e.ToString());
            }
        }
    }

    private async Task WriteAsync(CannedAnswer answer)
    {
        for (int part = 0; part < answer.Parts.Count; part++)
        {
            if (part > 0 && answer.Pause > TimeSpan.Zero)
                await Task.Delay(part == 1 ? answer.Pause * (number % Shifts) / Shifts : answer.Pause, TimeProvider.System);
            ReadOnlyMemory<byte> rest = answer.Parts[part];
            while (rest.Length > 0) rest = rest[await socket.SendAsync(rest)..];
        }
    }

    private async Task<CannedAnswer?> ReadRequestAsync()
    {
        int head;
        while ((head = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync()) return null;
        }
        int bodyStart = head + 4;
        (string path, int? length) = ReadHead(Encoding.Latin1.GetString(_buffer, 0, head));
        int end;
        while ((end = EndOfBody(bodyStart, length)) < 0)
        {
            if (!await FillAsync()) return null;
        }
        CannedAnswer answer = book.Find(path, _buffer.AsSpan(bodyStart, end - bodyStart));
        _buffer.AsSpan(end, _filled - end).CopyTo(_buffer);
        _filled -= end;
        return answer;
    }

    /// <summary>Where the request ends, -1 while it has not; a body without a length is chunked, and its text holds no end mark.</summary>
    private int EndOfBody(int start, int? length)
    {
        if (length is { } known) return start + known <= _filled ? start + known : -1;
        ReadOnlySpan<byte> mark = "\r\n0\r\n\r\n"u8;
        int at = _buffer.AsSpan(start, _filled - start).IndexOf(mark);
        return at < 0 ? -1 : start + at + mark.Length;
    }

    private static (string Path, int? Length) ReadHead(string head)
    {
        string path = head.Split(' ', 3)[1];
        const string Name = "\r\ncontent-length:";
        int at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return (path, null);
        ReadOnlySpan<char> value = head.AsSpan(at + Name.Length);
        int end = value.IndexOf('\r');
        return (path, int.Parse(end < 0 ? value : value[..end], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture));
    }

    private async Task<bool> FillAsync()
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        int read = await socket.ReceiveAsync(_buffer.AsMemory(_filled));
        _filled += read;
        return read > 0;
    }
}

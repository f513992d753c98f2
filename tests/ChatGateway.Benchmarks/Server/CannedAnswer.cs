using System.Globalization;
using System.Text;

namespace ChatGateway.Benchmarks.Server;

/// <summary>An answer as it goes over the wire, head and framing included.</summary>
/// <param name="Parts">What is written at a time.</param>
/// <param name="Pause">How long to wait before each part but the first; zero for none.</param>
internal sealed record CannedAnswer(IReadOnlyList<ReadOnlyMemory<byte>> Parts, TimeSpan Pause)
{
    public static CannedAnswer Json(byte[] body) =>
        new([Encoding.ASCII.GetBytes($"{Head("application/json")}Content-Length: {body.Length}\r\n\r\n").Concat(body).ToArray()], TimeSpan.Zero);

    /// <summary>Events, each in an HTTP chunk of its own as servers send them, so many of them in a part.</summary>
    public static CannedAnswer EventStream(IEnumerable<byte[]> events, int inFirstPart, int inOtherParts, TimeSpan pause)
    {
        List<ReadOnlyMemory<byte>> parts = [];
        using var part = new MemoryStream();
        part.Write(Encoding.ASCII.GetBytes($"{Head("text/event-stream; charset=utf-8")}Transfer-Encoding: chunked\r\n\r\n"));
        int count = 0;
        foreach (byte[] data in events)
        {
            if (count == (parts.Count == 0 ? inFirstPart : inOtherParts)) EndPart();
            part.Write(Encoding.ASCII.GetBytes(data.Length.ToString("x", CultureInfo.InvariantCulture)));
            part.Write("\r\n"u8);
            part.Write(data);
            part.Write("\r\n"u8);
            count++;
        }
        part.Write("0\r\n\r\n"u8);
        EndPart();
        return new CannedAnswer(parts, pause);

        void EndPart()
        {
            parts.Add(part.ToArray());
            part.SetLength(0);
            count = 0;
        }
    }

    private static string Head(string contentType) =>
        $"HTTP/1.1 200 OK\r\nDate: Tue, 14 Oct 2025 09:00:00 GMT\r\nContent-Type: {contentType}\r\nx-request-id: req_5f0c3b1e8a7d4c2f9b6e\r\nopenai-processing-ms: 312\r\nx-ratelimit-remaining-requests: 9999\r\n";
}

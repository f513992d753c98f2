using System.Text;
using CsCheck;
using Xunit;

namespace ChatGateway.Tests.Streaming;

public sealed class SseReaderTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "a|b")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", "a|b")]
    [InlineData("data: a\r\rdata: b\r\r", "a|b")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData("data:a\n\ndata:  b\n\n", "a| b")]
    [InlineData("data: a\ndata: b\ndata\ndata: c\n\n", "a\nb\n\nc")]
    [InlineData(": comment\n\nevent: x\n\nid: 1\nretry: 5\nfoo: bar\ndata: a\n\n", "a")]
    [InlineData("data\n\ndata: a\n\n", "|a")]
    [InlineData("data: a\u2028b\n\n", "a\u2028b")]
    [InlineData("data: a\n\ndata: unterminated", "a|unterminated?")]
    [InlineData("data: a\n", "a?")]
    [InlineData("event: ping\ndata: a\n\ndata: b\n\n", "ping=a|b")]
    [InlineData("event: ping\n\ndata: b\n\n", "b")]
    [InlineData("", "")]
    [InlineData("\n\n\n: only\n", "")]
    public async Task ReadAsync_Stream_GivesItsEvents(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(expected, await EventsAsync(new MemoryStream(bytes)));
        Assert.Equal(expected, await EventsAsync(new PieceStream(bytes, [1])));
    }

    [Fact]
    public void ReadAsync_AnySplitIntoReads_GivesTheSameEvents()
    {
        Gen<string> line = Gen.OneOfConst("data: a", "data:你好🙂", "data", ": c", "event: e", "data: {\"x\":1}", "", "", "id", "data: " + new string('y', 9000));
        Gen<string> end = Gen.OneOfConst("\n", "\r", "\r\n");
        Gen.Select(Gen.Select(line, end).Array[0, 25], Gen.Int[1, 40].Array[1, 6]).Sample((lines, sizes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(pair => pair.Item1 + pair.Item2)));
            string whole = EventsAsync(new MemoryStream(bytes)).GetAwaiter().GetResult();
            Assert.Equal(whole, EventsAsync(new PieceStream(bytes, sizes)).GetAwaiter().GetResult());
        }, iter: 2000);
    }

    [Theory]
    [InlineData("data: ", false)]
    [InlineData("data: x\ndata: ", false)]
    [InlineData(": ", false)]
    [InlineData("data: x\n: ", true)]
    public async Task ReadAsync_OverTheLimit_Throws(string start, bool manyLines)
    {
        string text = start + (manyLines ? string.Concat(Enumerable.Repeat("\n: comment", 5000)) : new string('x', 50_000));
        using var reader = new SseReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), maxEventBytes: 20_000);

        var error = await Assert.ThrowsAsync<SseEventTooLargeException>(async () => await reader.ReadAsync(CancellationToken.None));

        Assert.Equal(20_000, error.Limit);
    }

    [Fact]
    public async Task Row71_LineOf64MiB_AllocatesByTheLimit()
    {
        const int Limit = 4 * 1024 * 1024;
        var stream = new MemoryStream([.. "data: "u8, .. new byte[64 * 1024 * 1024]]);
        using var reader = new SseReader(stream, Limit);
        long before = GC.GetAllocatedBytesForCurrentThread();

        // the stream never waits, so that all happens on this thread
        ValueTask<bool> read = reader.ReadAsync(CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(read.IsCompleted);
        await Assert.ThrowsAsync<SseEventTooLargeException>(async () => await read);
        // buffers that double sum up to twice the last one, and that holds the limit and what one read brings
        Assert.InRange(allocated, 0, 5 * Limit);
        Assert.InRange(stream.Position, Limit, 3 * Limit);
    }

    [Fact]
    public async Task ReadAsync_EndlessComments_NeedNoMemory()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(": keep-alive\n\n", 20_000)) + "data: a\n\n");

        Assert.Equal("a", await EventsAsync(new MemoryStream(bytes), limit: 10_000));
    }

    private static async Task<string> EventsAsync(Stream stream, int limit = 1 << 20)
    {
        using var reader = new SseReader(stream, limit);
        List<string> events = [];
        while (await reader.ReadAsync(CancellationToken.None))
        {
            string name = reader.EventName is { } given ? given + "=" : "";
            events.Add(name + Encoding.UTF8.GetString(reader.Data.Span) + (reader.IsUnterminated ? "?" : ""));
        }
        return string.Join('|', events);
    }
}

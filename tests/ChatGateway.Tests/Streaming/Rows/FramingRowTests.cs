using System.Text;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Streaming.Rows;

/// <summary>Rows 46 to 49 and 57 of the fault table: how events are framed.</summary>
public sealed class FramingRowTests
{
    private const string One = """{"choices":[{"index":0,"delta":{"content":"你好"}}]}""";
    private const string Two = """{"choices":[{"index":0,"delta":{"content":"🙂"},"finish_reason":"stop"}]}""";

    // FIRST and SECOND stand for the events' data
    private static readonly string[] Framings =
    [
        "data: FIRST\n\ndata: SECOND\n\ndata: [DONE]\n\n",
        "data: FIRST\r\n\r\ndata: SECOND\r\n\r\ndata: [DONE]\r\n\r\n",
        "data: FIRST\r\rdata: SECOND\r\rdata: [DONE]\r\r",
        "data: FIRST\r\n\ndata: SECOND\n\r\ndata: [DONE]\r\r\n",
        "\uFEFFdata: FIRST\n\ndata: SECOND\n\ndata: [DONE]\n\n",
        "\uFEFF\r\n\r\ndata: FIRST\r\n\r\ndata: SECOND\r\n\r\ndata: [DONE]\r\n\r\n",
        "id: 1\nretry: 5\nfoo: bar\nevent: message\ndata: FIRST\n\nid\ndata: SECOND\n\ndata: [DONE]\n\n",
    ];

    public static TheoryData<string, string> Row46
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string framing in Framings)
            {
                foreach (string pieces in (string[])["whole", "bytes", "chunks of one byte"]) data.Add(framing, pieces);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Row46))]
    public async Task Row46_LineEndsMarkAndPieces_GiveTheSameEvents(string framing, string pieces)
    {
        string body = framing.Replace("FIRST", One, StringComparison.Ordinal).Replace("SECOND", Two, StringComparison.Ordinal);

        StreamOutcome outcome = await StreamOutcome.OfAsync(pieces == "chunks of one byte" ? ChunksOfOneByte(body) : StreamOutcome.Body(body, byteByByte: pieces == "bytes"));

        outcome.AssertComplete("你好", "🙂");
    }

    [Fact]
    public async Task Row46_SplitCrLf_GivesTheEventBeforeTheLineFeedCame()
    {
        var first = new TaskCompletionSource();

        StreamOutcome outcome = await StreamOutcome.OfAsync(
            Answers.EventStream(async connection =>
            {
                await connection.SendChunkAsync($"data: {One}\r\n\r");
                await first.Task.WaitAsync(Answers.Patience);
                await connection.SendChunkAsync($"\ndata: {Two}\r\n\r\ndata: [DONE]\r\n\r\n");
                await connection.EndChunkedAsync();
            }),
            chunkCame: _ => first.TrySetResult());

        outcome.AssertComplete("你好", "🙂");
    }

    [Theory]
    [InlineData(": keep-alive\n\ndata: FIRST\n\n: keep-alive\n\n:\n\ndata: SECOND\n\n: bye\n\ndata: [DONE]\n\n")]
    [InlineData(":\n:\n:OPENROUTER PROCESSING\ndata: FIRST\n: between\n\ndata: SECOND\n\ndata: [DONE]\n\n")]
    [InlineData(": data: {\"error\":\"no\"}\n\n: [DONE]\n\ndata: FIRST\n\n:data: x\n\ndata: SECOND\n\ndata: [DONE]\n\n")]
    public async Task Row47_Comments_AreIgnored(string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(
            body.Replace("FIRST", One, StringComparison.Ordinal).Replace("SECOND", Two, StringComparison.Ordinal));

        outcome.AssertComplete("你好", "🙂");
    }

    [Theory]
    [InlineData("data: {\"choices\":\ndata: [{\"index\":0,\ndata:\"delta\":\ndata: {\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")]
    [InlineData("data: {\"choices\":[{\"index\":0,\ndata\n: comment\nid: 7\ndata: \"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")]
    [InlineData("data: {\r\ndata: \"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]\r\ndata: }\r\n\r\ndata: [DONE]\r\n\r\n")]
    public async Task Row48_SeveralDataLines_AreOneDocument(string body)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(body, byteByByte: true);

        outcome.AssertComplete("a");
        Assert.Single(outcome.Chunks);
    }

    [Theory]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\u0085")]
    public async Task Row49_UnicodeLineSeparators_AreText(string separator)
    {
        string body = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a" + separator + "b\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

        StreamOutcome outcome = await StreamOutcome.OfAsync(body);

        outcome.AssertComplete("a" + separator + "b");
    }

    [Theory]
    [InlineData("event: ping\ndata: {\"type\":\"ping\"}\n\n")]
    [InlineData("event: ping\ndata: 1785000000\n\n")]
    [InlineData("event: ping\ndata: no JSON\n\n")]
    [InlineData("event: ping\ndata:\n\n")]
    [InlineData("event: ping\n\n")]
    [InlineData("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\"}}\n\n")]
    public async Task Row57_UnknownEvent_IsSkipped(string unknown)
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"{unknown}data: {One}\n\n{unknown}data: {Two}\n\n{unknown}data: [DONE]\n\n");

        outcome.AssertComplete("你好", "🙂");
    }

    [Fact]
    public async Task Row57_UnknownNameOverAChunk_IsUsed()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync($"event: completion.chunk\ndata: {One}\n\nevent: delta\ndata: {Two}\n\nevent: done\ndata: [DONE]\n\n");

        outcome.AssertComplete("你好", "🙂");
    }

    private static ScriptedStep ChunksOfOneByte(string body) => Answers.EventStream(async connection =>
    {
        foreach (byte one in Encoding.UTF8.GetBytes(body)) await connection.SendChunkAsync([one]);
        await connection.EndChunkedAsync();
    });
}

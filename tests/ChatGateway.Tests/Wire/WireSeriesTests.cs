using System.Text;
using Xunit;

namespace ChatGateway.Tests.Wire;

/// <summary>Documents read from a remembered beginning are those that a reader of the whole gives.</summary>
public sealed class WireSeriesTests
{
    private const string Beginning = """{"id":"c1","created":1,"model":"m","x_one":{"a":[1]},"service_tier":"default","choices":""";

    [Fact]
    public void Read_SameBeginning_GivesTheMembersInFrontAndBehind()
    {
        string[] documents =
        [
            Beginning + """[{"index":0,"delta":{"content":"a"}}],"usage":null,"x_two":2}""",
            Beginning + """[{"index":0,"delta":{"content":"b"}}],"usage":{"total_tokens":3},"x_two":3,"x_three":null}""",
            Beginning + """[]}""",
            Beginning + """null,"id":"other"}""",
        ];

        Assert.Equal(documents.Select(Whole), InSeries(documents));
    }

    [Fact]
    public void Read_UndeclaredMembersOfTheBeginning_AreNotThoseOfTheDocumentBefore()
    {
        var series = new WireSeries<ChatCompletionChunk>();
        ChatCompletionChunk first = Read(series, Beginning + """[],"x_two":2}""");
        ChatCompletionChunk second = Read(series, Beginning + """[],"x_three":3}""");
        ChatCompletionChunk third = Read(series, Beginning + """[]}""");

        Assert.Equal(["x_one", "x_two"], first.AdditionalProperties.Keys);
        Assert.Equal(["x_one", "x_three"], second.AdditionalProperties.Keys);
        Assert.Equal(["x_one"], third.AdditionalProperties.Keys);
    }

    [Fact]
    public void Read_BeginningThatChanges_IsReadAnew()
    {
        string[] documents = [.. Enumerable.Range(0, 20).Select(i => $$$"""{"id":"c{{{i / 3}}}","created":{{{i / 7}}},"choices":[{"index":0,"delta":{"content":"{{{i}}}"}}]}""")];

        Assert.Equal(documents.Select(Whole), InSeries(documents));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_MemberThatIsRepeated_TakesMemoryLikeTheDocument(int documents)
    {
        string text = "{" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"\"x{i}\":1,\"choices\":[],")) + "\"id\":\"1\"}";
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var series = new WireSeries<ChatCompletionChunk>();

        long before = GC.GetAllocatedBytesForCurrentThread();
        ChatCompletionChunk? chunk = null;
        for (int i = 0; i < documents; i++) chunk = series.Read(utf8, out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(2000, chunk!.AdditionalProperties.Count);
        Assert.InRange(allocated, 0, documents * 20L * utf8.Length);
    }

    [Theory]
    [InlineData(""" {"choices":[]} {"choices":[]}""", 15)]
    [InlineData("""{"choices":[],"a":1}x""", 20)]
    [InlineData("{}", 2)]
    public void Read_FirstDocument_EndsWhereItEnds(string text, int end)
    {
        var series = new WireSeries<ChatCompletionChunk>();
        byte[] utf8 = Encoding.UTF8.GetBytes(text);

        series.Read(utf8, out int first);
        series.Read(utf8, out int again);

        Assert.Equal((end, end), (first, again));
    }

    [Theory]
    [InlineData("""[{"index":0,"delta":{"content":"SECRET}}]}""")]
    [InlineData("""[{"index":0}]""")]
    [InlineData("")]
    [InlineData("""[],"created":"SECRET"}""")]
    public void Read_MalformedBehindTheBeginning_ThrowsWithoutTheText(string rest)
    {
        var series = new WireSeries<ChatCompletionChunk>();
        Read(series, Beginning + "[]}");

        var error = Assert.Throws<WireFormatException>(() => Read(series, Beginning + rest));

        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RepeatedTexts_AreTheSameObject()
    {
        var series = new WireSeries<ChatCompletionChunk>();
        ChatCompletionChunk first = Read(series, """{"choices":[{"delta":{"content":"你好\n"}}]}""");
        ChatCompletionChunk second = Read(series, """{"choices":[{"delta":{"content":"\u4f60好\u000a"}}]}""");

        Assert.Equal("你好\n", first.Text);
        Assert.Same(first.Text, second.Text);
    }

    private static ChatCompletionChunk Read(WireSeries<ChatCompletionChunk> series, string text) => series.Read(Encoding.UTF8.GetBytes(text), out _);

    private static string Whole(string text) => Canonical(WireDocument.Parse<ChatCompletionChunk>(Encoding.UTF8.GetBytes(text)));

    private static string[] InSeries(string[] documents)
    {
        var series = new WireSeries<ChatCompletionChunk>();
        // twice, so that every document is also read as a later one
        return [.. documents.Concat(documents).Select(text => Canonical(Read(series, text))).Skip(documents.Length)];
    }

    private static string Canonical(ChatCompletionChunk chunk) => Encoding.UTF8.GetString(WireDocument.Serialize(chunk));
}

using System.IO.Compression;
using System.Text;
using Xunit;

namespace ChatGateway.Tests.Wire;

/// <summary>Bodies around which something is not as it should be, in whole answers and in streams; and errors with odd codes.</summary>
public sealed class LenientBodyTests
{
    private const string Whole = """{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}""";
    private const string Events = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    [Theory]
    [InlineData("\uFEFF" + Whole, false)]
    [InlineData("\uFEFF" + Events, true)]
    [InlineData("\n\n\r\n\n" + Whole + "\n\n", false)]
    [InlineData("\n\n\r\n\n" + Events + "\n\n", true)]
    [InlineData("\uFEFF\r\n \t" + Whole + " \r\n", false)]
    [InlineData("\uFEFF\r\n\r\n" + Events, true)]
    public async Task Body_WithMarkOrBlanks_IsRead(string body, bool streamed) =>
        Assert.Equal("Hi", (await BothWays.SendAsync(Encoding.UTF8.GetBytes(body), streamed ? "text/event-stream" : "application/json", streamed)).Text);

    [Theory]
    [InlineData(Whole, "text/plain", false)]
    [InlineData(Whole, "text/html", false)]
    [InlineData(Whole, "application/octet-stream", false)]
    [InlineData(Whole, "application/json; charset=bogus", false)]
    [InlineData(Events, "text/plain", true)]
    [InlineData(Events, "text/html; charset=utf-8", true)]
    [InlineData(Events, "application/octet-stream", true)]
    [InlineData(Events, "application/json", true)]
    [InlineData(Events, "text/event-stream; charset=bogus", true)]
    public async Task Body_OfAnotherContentType_IsRead(string body, string contentType, bool streamed) =>
        Assert.Equal("Hi", (await BothWays.SendAsync(Encoding.UTF8.GetBytes(body), contentType, streamed)).Text);

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("gzip", true)]
    [InlineData("deflate", false)]
    [InlineData("deflate", true)]
    [InlineData("br", false)]
    [InlineData("br", true)]
    public async Task Body_CompressedUnasked_IsDecoded(string encoding, bool streamed)
    {
        byte[] body = Compress(streamed ? Events : Whole, encoding);

        Assert.Equal("Hi", (await BothWays.SendAsync(body, streamed ? "text/event-stream" : "application/json", streamed, ("Content-Encoding", encoding))).Text);
    }

    [Theory]
    [InlineData("""{"error":{"message":"boom","code":429}}""", "429", 429, false)]
    [InlineData("""{"error":{"message":"boom","code":429}}""", "429", 429, true)]
    [InlineData("""{"error":{"message":"boom","code":429.0}}""", "429", 429, false)]
    [InlineData("""{"error":{"message":"boom","code":"429"}}""", "429", 429, false)]
    [InlineData("""{"error":{"message":"boom","code":"429 TOO_MANY_REQUESTS"}}""", "429 TOO_MANY_REQUESTS", 429, true)]
    [InlineData("""{"error":{"message":"boom","code":30014}}""", "30014", 200, false)]
    [InlineData("""{"error":{"message":"boom","code":null}}""", null, 200, true)]
    [InlineData("""{"error":{"message":"boom","code":true}}""", "True", 200, false)]
    public async Task ErrorCode_OfAnyType_IsItsText(string body, string? code, int status, bool streamed)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(streamed ? $"data: {body}\n\n" : body);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => BothWays.SendAsync(bytes, streamed ? "text/event-stream" : "application/json", streamed));

        Assert.Equal(code, error.ErrorCode, ignoreCase: true);
        Assert.Equal(status, (int)error.StatusCode);
        Assert.Equal("boom", error.ErrorMessage);
    }

    private static byte[] Compress(string text, string encoding)
    {
        using var target = new MemoryStream();
        using (Stream compressor = encoding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            compressor.Write(Encoding.UTF8.GetBytes(text));
        }
        return target.ToArray();
    }
}

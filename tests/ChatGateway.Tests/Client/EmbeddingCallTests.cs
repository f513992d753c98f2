using System.Runtime.InteropServices;
using ChatGateway.Tests.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>What a call for vectors sends, and which answers to it are none.</summary>
public sealed class EmbeddingCallTests
{
    [Fact]
    public async Task EncodingUnset_AsksForBase64()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, """{"object":"list","data":[{"index":0,"embedding":[1]}]}"""));
        using ChatGatewayClient client = TestClient.For(server);

        await client.GenerateEmbeddingsAsync("m", "x");
        await client.GenerateEmbeddingsAsync(new EmbeddingRequest { Model = "m", Input = "x", EncodingFormat = "float" });

        Assert.Equal(["base64", "float"], server.Requests.Select(request => (string?)JObject.Parse(request.Body)["encoding_format"]));
    }

    [Fact]
    public async Task VectorsOfDifferentLength_Throws()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedServer.Json(200, """{"object":"list","data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1]}]}"""));
        using ChatGatewayClient client = TestClient.For(server);
        var request = new EmbeddingRequest { Model = "m", Input = EmbeddingInput.FromStrings(["x", "y"]) };

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.GenerateEmbeddingsAsync(request));

        Assert.Contains("length", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, float.NaN)]
    [InlineData(1536, 0, float.NaN)]
    [InlineData(1536, 777, float.PositiveInfinity)]
    [InlineData(1537, 1536, float.NegativeInfinity)]
    public async Task VectorWithWhatIsNoNumber_Throws(int length, int at, float value)
    {
        var vector = new float[length];
        vector[at] = value;
        string body = $$"""{"object":"list","data":[{"index":0,"embedding":"{{Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector))}}"}]}""";
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, body));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.GenerateEmbeddingsAsync("m", "x"));

        Assert.Contains("no number", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"object":"list","data":[]}""", "1 vectors were asked for, 0 came.")]
    [InlineData("""{"object":"list","data":[{"index":5,"embedding":[1]}]}""", "indices")]
    [InlineData("""{"object":"list","data":[{"index":0,"embedding":null}]}""", "missing")]
    [InlineData("""{"object":"list","data":[{"index":0,"embedding":"AAA"}]}""", "base64")]
    [InlineData("""{"object":"list","data":[{"index":0,"embedding":"AAAA"}]}""", "binary32")]
    public async Task LossyAnswer_Throws(string body, string why)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, body));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.GenerateEmbeddingsAsync("m", "x"));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}

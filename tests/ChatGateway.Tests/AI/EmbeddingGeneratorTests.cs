using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.AI;

public sealed class EmbeddingGeneratorTests
{
    private const string Two = """{"data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":[1,2]}],"model":"answering","usage":{"prompt_tokens":5,"total_tokens":5}}""";

    [Fact]
    public async Task Values_GoIntoOneRequest_AndComeBackInTheirOrder()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Two));
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using ChatGatewayClient client = TestClient.For(server, options => options.TimeProvider = time);

        GeneratedEmbeddings<Embedding<float>> embeddings = await client.AsIEmbeddingGenerator(ModelId.TextEmbedding3Small).GenerateAsync(["a", "b"]);

        Assert.Equal("""{"input":["a","b"],"model":"text-embedding-3-small","encoding_format":"base64"}""", server.Requests[0].Body);
        Assert.Equal([[1, 2], [3, 4]], embeddings.Select(embedding => embedding.Vector.ToArray()));
        Assert.All(embeddings, embedding => Assert.Equal("answering", embedding.ModelId));
        Assert.All(embeddings, embedding => Assert.Equal(time.GetUtcNow(), embedding.CreatedAt));
        Assert.Equal((5, 5), (embeddings.Usage!.InputTokenCount, embeddings.Usage.TotalTokenCount));
    }

    [Fact]
    public async Task Options_AreSent_AndTheRawRequestWins()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, """{"data":[{"index":0,"embedding":[1]}]}"""));
        using ChatGatewayClient client = TestClient.For(server);
        IEmbeddingGenerator<string, Embedding<float>> generator = client.AsIEmbeddingGenerator(ModelId.TextEmbedding3Small, 8);

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(["a"]);
        await generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 2, ModelId = "text-embedding-3-large", AdditionalProperties = new() { ["user"] = "u" } });
        await generator.GenerateAsync(["a"], new EmbeddingGenerationOptions
        {
            Dimensions = 2,
            RawRepresentationFactory = _ => new EmbeddingRequest { Model = default, Input = "ignored", Dimensions = 3, EncodingFormat = "float", User = "raw" },
        });

        Assert.Equal("text-embedding-3-small", embeddings[0].ModelId);
        Assert.Null(embeddings.Usage);
        Assert.Equal(
            [
                """{"input":["a"],"model":"text-embedding-3-small","encoding_format":"base64","dimensions":8}""",
                """{"input":["a"],"model":"text-embedding-3-large","encoding_format":"base64","dimensions":2,"user":"u"}""",
                """{"input":["a"],"model":"text-embedding-3-small","encoding_format":"float","dimensions":3,"user":"raw"}""",
            ],
            server.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task Vectors_TooFew_AreAnError()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Two));
        using ChatGatewayClient client = TestClient.For(server);

        await Assert.ThrowsAsync<GatewayProtocolException>(() => client.AsIEmbeddingGenerator("m").GenerateAsync(["a", "b", "c"]));
    }

    [Fact]
    public void Values_NoneOrNull_AreRefusedAtTheCall()
    {
        using ChatGatewayClient client = TestClient.For(new Uri("http://127.0.0.1:9/v1"));
        IEmbeddingGenerator<string, Embedding<float>> generator = client.AsIEmbeddingGenerator("m");

        Assert.Throws<ArgumentNullException>(() => { _ = generator.GenerateAsync(null!); });
        Assert.Throws<ArgumentException>(() => { _ = generator.GenerateAsync([]); });
        Assert.Throws<ArgumentException>(() => { _ = generator.GenerateAsync([null!]); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 0 }); });
    }

    [Fact]
    public async Task Sandbox_Embeddings_AreZippedWithTheirValues()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = TestClient.For(sandbox.Endpoint);

        (string Value, Embedding<float> Embedding)[] pairs = await client.AsIEmbeddingGenerator(ModelId.TextEmbedding3Small, 64).GenerateAndZipAsync(["red", "green"]);

        Assert.Equal(["red", "green"], pairs.Select(pair => pair.Value));
        Assert.All(pairs, pair => Assert.Equal(64, pair.Embedding.Dimensions));
        Assert.Equal(64, (int?)JObject.Parse(sandbox.Requests[0].Body!)["dimensions"]);
    }
}

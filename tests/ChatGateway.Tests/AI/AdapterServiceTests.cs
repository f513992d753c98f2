using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.AI;
using Xunit;

namespace ChatGateway.Tests.AI;

/// <summary>What the adapters are beside their calls.</summary>
public sealed class AdapterServiceTests
{
    private static readonly Uri Endpoint = new("http://127.0.0.1:9/v1");

    [Fact]
    public void ChatClient_Services_AreMetadataClientAndItself()
    {
        using ChatGatewayClient client = TestClient.For(Endpoint);
        IChatClient chat = client.AsIChatClient(ModelId.Gpt4oMini);

        var metadata = chat.GetService<ChatClientMetadata>();

        Assert.Equal("openai", metadata!.ProviderName);
        Assert.StartsWith(Endpoint.AbsoluteUri, metadata.ProviderUri!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("gpt-4o-mini", metadata.DefaultModelId);
        Assert.Same(client, chat.GetService<ChatGatewayClient>());
        Assert.Same(chat, chat.GetService<IChatClient>());
        Assert.Same(chat, chat.GetService(typeof(object)));
        Assert.Null(chat.GetService<string>());
        Assert.Null(chat.GetService<ChatClientMetadata>("key"));
        Assert.Null(chat.GetService<ChatGatewayClient>("key"));
        Assert.Null(chat.GetService<IChatClient>("key"));
        Assert.Throws<ArgumentNullException>(() => chat.GetService(null!));
    }

    [Fact]
    public void EmbeddingGenerator_Services_AreMetadataClientAndItself()
    {
        using ChatGatewayClient client = TestClient.For(Endpoint);
        IEmbeddingGenerator<string, Embedding<float>> generator = client.AsIEmbeddingGenerator(ModelId.TextEmbedding3Small, 256);

        var metadata = generator.GetService<EmbeddingGeneratorMetadata>();

        Assert.Equal("openai", metadata!.ProviderName);
        Assert.StartsWith(Endpoint.AbsoluteUri, metadata.ProviderUri!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("text-embedding-3-small", metadata.DefaultModelId);
        Assert.Equal(256, metadata.DefaultModelDimensions);
        Assert.Same(client, generator.GetService<ChatGatewayClient>());
        Assert.Same(generator, generator.GetService<IEmbeddingGenerator<string, Embedding<float>>>());
        Assert.Null(generator.GetService<ChatGatewayClient>("key"));
        Assert.Throws<ArgumentNullException>(() => generator.GetService(null!));
    }

    /// <summary>Logging adapters write the metadata.</summary>
    [Fact]
    public void Metadata_OfAnEndpointWithAQuery_DoesNotShowIt()
    {
        using ChatGatewayClient client = TestClient.For(new Uri("http://127.0.0.1:9/v1?api-key=SECRET"));

        Assert.Equal(Endpoint, client.AsIChatClient("m").GetService<ChatClientMetadata>()!.ProviderUri);
        Assert.Equal(Endpoint, client.AsIEmbeddingGenerator("m").GetService<EmbeddingGeneratorMetadata>()!.ProviderUri);
    }

    [Fact]
    public void Adapters_WrongArguments_AreRefused()
    {
        using ChatGatewayClient client = TestClient.For(Endpoint);

        Assert.Throws<ArgumentNullException>(() => ((ChatGatewayClient)null!).AsIChatClient("m"));
        Assert.Throws<ArgumentNullException>(() => ((ChatGatewayClient)null!).AsIEmbeddingGenerator("m"));
        Assert.Equal("model", Assert.Throws<ArgumentException>(() => client.AsIChatClient(default)).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentException>(() => client.AsIEmbeddingGenerator(" ")).ParamName);
        Assert.Equal("defaultModelDimensions", Assert.Throws<ArgumentOutOfRangeException>(() => client.AsIEmbeddingGenerator("m", 0)).ParamName);
    }

    [Fact]
    public async Task Dispose_OfAdapters_LeavesTheClient()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server);

        client.AsIChatClient("m").Dispose();
        client.AsIEmbeddingGenerator("m").Dispose();

        Assert.Equal("Hi", (await client.CompleteChatAsync("m", "Hello")).Text);
    }

    [Fact]
    public void ChatClient_Null_IsRefusedAtTheCall()
    {
        using ChatGatewayClient client = TestClient.For(Endpoint);
        IChatClient chat = client.AsIChatClient("m");

        Assert.Throws<ArgumentNullException>(() => { _ = chat.GetResponseAsync((IEnumerable<ChatMessage>)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = chat.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!); });
        AdapterProbe.Refused<ArgumentException>([]);
        AdapterProbe.Refused<ArgumentException>([null!]);
    }

    [Fact]
    public void ChatClient_OfAClientWithoutTransport_HasNoEndpoint()
    {
        using var client = new Overridden();

        Assert.Null(client.AsIChatClient("m").GetService<ChatClientMetadata>()!.ProviderUri);
        Assert.Same(client, client.AsIChatClient("m").GetService<Overridden>());
    }

    private sealed class Overridden : ChatGatewayClient;
}

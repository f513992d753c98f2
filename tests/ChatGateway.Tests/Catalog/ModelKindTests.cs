using ChatGateway.Tests.Client;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatGateway.Tests.Catalog;

/// <summary>Models that are asked for what they cannot do.</summary>
public sealed class ModelKindTests
{
    [Fact]
    public async Task EmbeddingModel_AskedToChat_IsRefusedWithoutConnection()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options => options.KeyTier = KeyTier.Free);

        var error = await Assert.ThrowsAsync<ModelNotAllowedException>(() => client.CompleteChatAsync(ModelId.TextEmbedding3Small, "Hello"));

        Assert.Contains("is not of the kind that this call needs; nothing was sent", error.Message, StringComparison.Ordinal);
        Assert.Contains("it makes vectors and does not chat. Call GenerateEmbeddingsAsync with it", error.Message, StringComparison.Ordinal);
        Assert.Throws<ModelNotAllowedException>(() => client.CompleteChatStreamingAsync(ModelId.TextEmbedding3Small, "Hello"));
        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public void ModelOfTheOtherKind_IsNotSaidToBeOutsideTheAllowlist()
    {
        using var logs = new CollectingLoggerProvider();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.AddProvider(logs));
        using var client = new ChatGatewayClient(new ChatGatewayOptions { ApiKey = TestClient.Key, LoggerFactory = loggers });

        Assert.Throws<ModelNotAllowedException>(() => client.CompleteChatStreamingAsync(ModelId.TextEmbedding3Small, "Hello"));

        Assert.Contains("of another kind than the route asks for", Assert.Single(logs.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData("claude-opus-4-6")]
    public void ChatModel_AskedForVectors_IsRefusedAndAnEmbeddingModelNamed(string model)
    {
        using var client = new ChatGatewayClient(TestClient.Key);

        var error = Assert.Throws<ModelNotAllowedException>(() => { _ = client.GenerateEmbeddingsAsync(model, "Hello"); });

        Assert.True(ModelCatalog.IsEmbedding(error.Suggestion!.Value.Value));
        Assert.Contains("chats and makes no vectors. Use an embedding model, such as", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kinds_OfUnknownModelsAndSkippedChecks_AreTheGatewaysMatter()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server);

        Assert.Equal("Hi", (await client.CompleteChatAsync("my-embedder-that-chats", "Hello")).Text);
        Assert.Equal("Hi", (await client.CompleteChatAsync(ModelId.TextEmbedding3Small, "Hello", new RequestOptions { SkipChecks = true })).Text);
    }

    [Theory]
    [InlineData("gpt-3.5-turbo-instruct", "gpt-3.5-turbo")]
    [InlineData("gpt-3.5-turbo-instruct-0914", "gpt-3.5-turbo")]
    [InlineData("text-davinci-003", null)]
    public async Task LegacyModel_IsExplainedByItsRoute(string model, string? suggestion)
    {
        using var client = new ChatGatewayClient(TestClient.Key);

        var error = await Assert.ThrowsAsync<ModelNotAllowedException>(() => client.CompleteChatAsync(model, "Hello"));

        Assert.Equal(DiagnosisCause.LegacyRoute, error.Diagnosis.Cause);
        Assert.Equal(suggestion, error.Suggestion?.Value);
        Assert.Contains("speaks only the legacy /completions route", error.Message, StringComparison.Ordinal);
    }
}

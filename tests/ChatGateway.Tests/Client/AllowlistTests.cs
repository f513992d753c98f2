using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Client;

public sealed class AllowlistTests
{
    [Fact]
    public async Task Row85_CompleteChatAsync_DisallowedModel_ThrowsWithoutConnection()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options => options.KeyTier = KeyTier.Free);

        var error = await Assert.ThrowsAsync<ModelNotAllowedException>(() => client.CompleteChatAsync("gpt-4", "Hello"));

        Assert.Equal("gpt-4", error.Model?.Value);
        Assert.Equal(ModelId.Gpt4o, error.Suggestion);
        Assert.Contains("gpt-4'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Use 'gpt-4o'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Attempts);
        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public async Task CompleteChatAsync_DefaultClient_HoldsTheFreeList()
    {
        using var client = new ChatGatewayClient(TestClient.Key);

        var error = await Assert.ThrowsAsync<ModelNotAllowedException>(() => client.CompleteChatAsync("gpt-4", "Hello"));

        Assert.Equal(ChatAnywhere.Endpoints[0], error.Endpoint);
        Assert.NotNull(error.Suggestion);
    }

    [Fact]
    public void CompleteChatStreamingAsync_DisallowedModel_ThrowsAtTheCall()
    {
        using var client = new ChatGatewayClient(TestClient.Key);

        Assert.Throws<ModelNotAllowedException>(() => client.CompleteChatStreamingAsync("gpt-4", "Hello"));
    }

    [Fact]
    public void GenerateEmbeddingsAsync_ChatModelOutsideTheList_Throws()
    {
        using var client = new ChatGatewayClient(TestClient.Key);

        Assert.Throws<ModelNotAllowedException>(() => { _ = client.GenerateEmbeddingsAsync("gpt-4", "Hello"); });
    }

    [Fact]
    public async Task CompleteChatAsync_OtherGateway_AllowsAnyModel()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server);

        Assert.Equal("Hi", (await client.CompleteChatAsync("llama3:8b", "Hello")).Text);
    }

    [Fact]
    public async Task CompleteChatAsync_ExtraModel_IsAllowed()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options =>
        {
            options.KeyTier = KeyTier.Free;
            options.ExtraModels = ["team-model"];
        });

        Assert.Equal("Hi", (await client.CompleteChatAsync("team-model", "Hello")).Text);
    }

    [Theory]
    [InlineData("GPT-4o-mini", "gpt-4o-mini")]
    [InlineData("gpt4o-mini", "gpt-4o-mini")]
    [InlineData("gpt-4o-mini-ca", "gpt-4o-mini")]
    [InlineData("gpt-4o-2024-11-20", "gpt-4o")]
    [InlineData("gpt_4.1_nano", "gpt-4.1-nano")]
    [InlineData("deepseek-R1", "deepseek-r1")]
    [InlineData("text-embeding-3-small", "text-embedding-3-small")]
    public void Suggestion_OfTypo_IsTheModelMeant(string typo, string meant) =>
        Assert.Equal(meant, ModelSuggestion.Find(typo, ModelAllowlist.FreeTier, NearestModel.IsEmbedding(typo))?.Value);

    [Fact]
    public void Suggestion_OfSomethingElse_IsNone() => Assert.Null(ModelSuggestion.Find("zzzzzzzzzzzzzzzz", ModelAllowlist.FreeTier, isEmbedding: false));

    [Fact]
    public void Allowlist_WithAndWithout_MakeOtherLists()
    {
        ModelAllowlist list = ModelAllowlist.Of("a", "b").With("c").Without("a");

        Assert.Equal(["b", "c"], list.Models!.Select(model => model.Value));
        Assert.False(ModelAllowlist.Any.Without("x").Allows("x"));
        Assert.True(ModelAllowlist.Any.Without("x").With("x").Allows("x"));
        Assert.True(ModelAllowlist.Any.Allows("anything"));
        Assert.All(ModelCatalog.All, model => Assert.Equal(model.FreeTier, ModelAllowlist.FreeTier.Allows(model.Id)));
    }
}

using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using ChatGateway.Tests.Wire;
using Xunit;

namespace ChatGateway.Tests.Transport;

/// <summary>Every answer of the samples over a real socket.</summary>
public sealed class SuccessSampleTests
{
    // file, text, reasoning, finish reason
    public static TheoryData<string, string?, string?, string> Completions => new()
    {
        { "audio.json", null, null, "stop" },
        { "azure-content-filter.json", "The story begins", null, "content_filter" },
        { "deepseek-r1-leading-blank-lines.json", "9.8 is greater.", "Compare tenths: 8 > 1, so 9.8 > 9.11.", "stop" },
        { "function-call-legacy.json", null, null, "function_call" },
        { "minimal-gateway.json", "Hello!", null, "stop" },
        { "mistral-content-parts.json", "4", "Two plus two.", "stop" },
        { "plain.json", "Red, yellow and blue.", null, "stop" },
        { "refusal.json", null, null, "stop" },
        { "think-tags-in-content.json", "<think>\nSmall talk.\n</think>\n\nHello!", null, "stop" },
        { "tools-parallel.json", null, null, "tool_calls" },
        { "web-search-annotations.json", "The tower is 330 m tall (example.org).", null, "stop" },
    };

    [Theory]
    [MemberData(nameof(Completions))]
    public async Task CompleteChatAsync_Sample_IsRead(string file, string? text, string? reasoning, string finishReason)
    {
        ChatCompletion completion = await CompleteAsync(file);

        Assert.Equal(text, completion.Text);
        Assert.Equal(reasoning, completion.Reasoning);
        Assert.Equal(finishReason, completion.Choices![0].FinishReason);
        Assert.NotNull(completion.Usage?.TotalTokens);
        Assert.Equal(1, completion.Response!.Attempts);
    }

    [Fact]
    public async Task CompleteChatAsync_ParallelTools_AreAllThere()
    {
        ChatCompletion completion = await CompleteAsync("tools-parallel.json");

        IReadOnlyList<ToolCall> calls = completion.Choices![0].Message!.ToolCalls!;
        Assert.Equal(["call_osl1", "call_lim2", "call_sql3"], calls.Select(call => call.Id));
        Assert.Equal("""{"city":"Lima"}""", calls[1].Function!.Arguments);
        Assert.Equal("SELECT 1", calls[2].Custom!.Input);
    }

    [Fact]
    public async Task CompleteChatAsync_ErrorInChoice_Throws()
    {
        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => CompleteAsync("http200-error-in-choice.json"));

        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
        Assert.Equal("Upstream provider failed", error.ErrorMessage);
    }

    [Fact]
    public async Task CompleteChatAsync_ErrorUnder200_Throws()
    {
        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => CompleteAsync("http200-toplevel-error.json"));

        Assert.Equal(HttpStatusCode.TooManyRequests, error.StatusCode);
        Assert.Equal("Upstream rate limit", error.ErrorMessage);
    }

    [Fact]
    public void Completions_OfTheSamples_AreAllTested() =>
        Assert.Equal(
            WireSample.Names("chat").Select(name => name["chat/".Length..]),
            Completions.Select(row => (string)((object?[])row)[0]!).Append("http200-error-in-choice.json").Append("http200-toplevel-error.json").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("float.json")]
    [InlineData("base64.json")]
    [InlineData("out-of-order-extra-usage.json")]
    public async Task GenerateEmbeddingsAsync_Sample_IsReadInOrder(string file)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, WireSample.Bytes($"embeddings/{file}"), "application/json"));
        using ChatGatewayClient client = TestClient.For(server);

        EmbeddingResponse answer = await client.GenerateEmbeddingsAsync(ModelId.TextEmbedding3Small, ["red", "green"]);

        ReadOnlyMemory<float> first = answer.Data![0].Vector!;
        Assert.Equal([0.0078125f, -0.5f, 0.25f, 0f, 0.125f, -0.03125f, 0.75f, -1f], first.ToArray());
        Assert.Equal([0.5f, 0.5f, -0.25f, 0.0625f, 0f, -0.125f, 0.375f, 0.015625f], answer.Data[1].Vector!.Values.ToArray());
        Assert.Equal(2, answer.Usage!.PromptTokens);
    }

    [Fact]
    public async Task GetModelsAsync_Variants_AreRead()
    {
        IReadOnlyList<ModelInfo> models = await ListAsync("list-gateway-variants.json");

        Assert.Equal(["gpt-4o-ca", "Qwen/Qwen3-8B", "../models/local.gguf", "bare-model"], models.Select(model => model.Id.Value));
        Assert.Equal(40960, models[1].MaxModelLen);
        Assert.Equal(131072, (int?)models[2].AdditionalProperties["meta"]["n_ctx_train"]);
        Assert.Null(models[3].Created);
    }

    [Fact]
    public async Task GetModelsAsync_NullData_IsEmpty() => Assert.Empty(await ListAsync("list-null-data.json"));

    [Fact]
    public async Task GetModelsAsync_OpenAi_HasShutdownDate()
    {
        IReadOnlyList<ModelInfo> models = await ListAsync("list-openai.json");

        Assert.Equal([null, null, "2026-12-31"], models.Select(model => model.ShutdownDate));
    }

    private static async Task<ChatCompletion> CompleteAsync(string file)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, WireSample.Bytes($"chat/{file}"), "application/json"));
        using ChatGatewayClient client = TestClient.For(server);
        return await client.CompleteChatAsync(TestClient.Request());
    }

    private static async Task<IReadOnlyList<ModelInfo>> ListAsync(string file)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, WireSample.Bytes($"models/{file}"), "application/json"));
        using ChatGatewayClient client = TestClient.For(server);
        return await client.GetModelsAsync();
    }
}

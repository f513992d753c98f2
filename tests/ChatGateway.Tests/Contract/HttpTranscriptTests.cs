using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using VerifyXunit;
using Xunit;

namespace ChatGateway.Tests.Contract;

/// <summary>What goes over the wire for each operation, head and body, the key scrubbed.</summary>
public sealed class HttpTranscriptTests
{
    [Fact]
    public async Task Chat_OnTheWire_IsAsReviewed() =>
        await Verifier.Verify(await TranscriptAsync(Answers.Completion, client => client.CompleteChatAsync("gpt-4o-mini", "Hello")));

    [Fact]
    public async Task Embeddings_OnTheWire_AreAsReviewed() => await Verifier.Verify(await TranscriptAsync(
        """{"object":"list","data":[{"index":0,"embedding":[1]}]}""", client => client.GenerateEmbeddingsAsync("text-embedding-3-small", "Hello")));

    [Fact]
    public async Task Models_OnTheWire_AreAsReviewed() =>
        await Verifier.Verify(await TranscriptAsync("""{"object":"list","data":[]}""", client => client.GetModelsAsync()));

    [Fact]
    public async Task Model_OnTheWire_IsAsReviewed() =>
        await Verifier.Verify(await TranscriptAsync("""{"id":"a/b"}""", client => client.GetModelAsync("a/b")));

    [Fact]
    public async Task StreamedChat_OnTheWire_IsAsReviewed()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Sse(Answers.Chunk("Hi", "stop"), "[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);

        await client.CompleteChatStreamingAsync("gpt-4o-mini", "Hello").ReadAllAsync();

        await Verifier.Verify(Describe(server));
    }

    [Fact]
    public async Task Chat_WithTheSandbox_IsAccepted()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = TestClient.For(sandbox.Endpoint, options => options.KeyTier = KeyTier.Free);

        ChatCompletion whole = await client.CompleteChatAsync(ModelId.Gpt4oMini, "Hello");
        ChatCompletion streamed = await client.CompleteChatStreamingAsync(ModelId.Gpt4oMini, "Hello").ToChatCompletionAsync();
        EmbeddingResponse vectors = await client.GenerateEmbeddingsAsync(ModelId.TextEmbedding3Small, ["red", "green"]);
        IReadOnlyList<ModelInfo> models = await client.GetModelsAsync();

        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(FinishReason.Stop, streamed.Choices![0].FinishReason);
        Assert.All(vectors.Data!, item => Assert.Equal(1536, item.Vector!.Length));
        Assert.Equal(ModelAllowlist.FreeTier.Models!.Order(Comparer<ModelId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))), models.Select(model => model.Id).OrderBy(id => id.Value, StringComparer.Ordinal));
        Assert.DoesNotContain(sandbox.Requests, request => request.ToString()!.Contains(TestClient.Key, StringComparison.Ordinal));
    }

    private static async Task<string> TranscriptAsync(string answer, Func<ChatGatewayClient, Task> act)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, answer));
        using ChatGatewayClient client = TestClient.For(server);
        await act(client);
        return Describe(server);
    }

    private static string Describe(ScriptedServer server)
    {
        IEnumerable<string> requests = server.Requests.Select(request =>
        {
            IEnumerable<string> headers = request.Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase).Select(header => $"{header.Key}: {header.Value}\n");
            return $"{request.Method} {request.Path}\n{string.Concat(headers)}\n{request.Body}";
        });
        return string.Join("\n\n", requests)
            .Replace(server.Address.Authority, "HOST", StringComparison.Ordinal)
            .Replace(TestClient.Key, "{key}", StringComparison.Ordinal)
            .Replace($"ChatGateway/{ProductVersion.Value}", "ChatGateway/{version}", StringComparison.Ordinal)
            .TrimEnd('\n');
    }
}

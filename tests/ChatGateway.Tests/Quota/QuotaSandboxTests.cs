using System.Net;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Sandbox;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>The sandbox counts the same quotas by code of its own: after many calls both have come to the same numbers.</summary>
public sealed class QuotaSandboxTests
{
    private static readonly string[] ChatModels = ["gpt-4o", "gpt-5", "deepseek-r1", "deepseek-v3", "gpt-4o-mini", "gpt-5-nano", "gpt-4.1-mini"];

    [Fact]
    public async Task ThreeHundredMixedCalls_EndWithEqualCounts()
    {
        await using SandboxGateway sandbox = await SandboxGateway.StartAsync();
        using ChatGatewayClient client = Free.Client(sandbox.Endpoint);
        var random = new Random(5);
        int refused = 0;

        foreach (int[] together in Enumerable.Range(0, 300).Chunk(8))
        {
            Func<Task>[] calls = [.. together.Select(_ => Call(client, random.Next(100)))];
            await Task.WhenAll(calls.Select(async call =>
            {
                try
                {
                    await call();
                }
                catch (QuotaExhaustedException e)
                {
                    Assert.Null(e.InnerException);
                    Interlocked.Increment(ref refused);
                }
            }));
        }

        int sent = sandbox.Requests.Count;
        Assert.Equal(300, sent + refused);
        Assert.InRange(refused, 20, 280);
        // what the client believes to be left is what the sandbox still answers
        IReadOnlyList<QuotaUsage> usage = await client.GetQuotaAsync();
        Assert.Equal(sent, usage.SkipLast(1).Sum(entry => entry.Used));
        int chatLeft = usage[^1].Remaining!.Value;
        foreach (QuotaUsage group in usage.SkipLast(1))
        {
            bool isEmbedding = group.Group.Contains("embedding", StringComparison.Ordinal);
            int left = isEmbedding ? group.Remaining!.Value : Math.Min(group.Remaining!.Value, chatLeft);
            for (int i = 0; i < left; i++) Assert.Equal(HttpStatusCode.OK, await PostAsync(sandbox, group.Models[^1].Value, isEmbedding));
            Assert.Equal(HttpStatusCode.TooManyRequests, await PostAsync(sandbox, group.Models[^1].Value, isEmbedding));
            if (!isEmbedding) chatLeft -= left;
        }
    }

    private static Func<Task> Call(ChatGatewayClient client, int dice) => dice switch
    {
        < 30 => () => client.GenerateEmbeddingsAsync(ModelId.TextEmbedding3Small, "x"),
        < 50 => () => client.CompleteChatStreamingAsync(TestClient.Request(ChatModels[dice % ChatModels.Length])).ReadAllAsync(),
        _ => () => client.AskAsync(ChatModels[dice % ChatModels.Length]),
    };

    private static async Task<HttpStatusCode> PostAsync(SandboxGateway sandbox, string model, bool isEmbedding)
    {
        using HttpResponseMessage response = isEmbedding
            ? await sandbox.PostAsync("embeddings", $$"""{"model":"{{model}}","input":"x","dimensions":4}""", TestClient.Key)
            : await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", model), TestClient.Key);
        return response.StatusCode;
    }
}

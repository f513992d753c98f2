using System.Globalization;
using System.Text;
using System.Threading.RateLimiting;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.AI;
using Xunit;

namespace ChatGateway.Tests.Performance;

/// <summary>
/// What a call and a chunk allocate, over many of them and with slack: the bounds are some 1.5 times what is measured, and a
/// dictionary a chunk, a body that is copied or a stream that is kept would break them. Bytes do not depend on the machine.
/// </summary>
[Collection(GlobalSettingsGroup.Name)]
public sealed class AllocationTests
{
    private const int Calls = 200;

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void Stream_BytesAChunk_DoNotGrowWithItsLength(int chunks)
    {
        using ChatGatewayClient client = Client(Stream(chunks, plain: true), "text/event-stream");
        int streams = Math.Max(1, 20_000 / chunks);

        long bytes = Measure(() => ReadStream(client, chunks), streams) / (streams * (long)chunks);

        // a call of ten chunks carries its own cost
        Assert.InRange(bytes, 1, chunks == 10 ? 1_600 : 600);
    }

    [Fact]
    public void Stream_UnknownMembers_CostTheirBytesOnly()
    {
        const int Chunks = 1_000;
        using ChatGatewayClient client = Client(Stream(Chunks, plain: false), "text/event-stream");

        long bytes = Measure(() => ReadStream(client, Chunks), 20) / (20 * Chunks);

        Assert.InRange(bytes, 1, 800);
    }

    /// <summary>An update, its content and the list that holds it, above what a chunk costs.</summary>
    [Fact]
    public void Stream_ThroughTheAdapter_AddsAnUpdateAndAContent()
    {
        const int Chunks = 1_000;
        using ChatGatewayClient client = Client(Stream(Chunks, plain: true), "text/event-stream");
        IChatClient chat = client.AsIChatClient(ModelId.Gpt4oMini);

        long chunks = Measure(() => ReadStream(client, Chunks), 20);
        long updates = Measure(() => ReadUpdates(chat, Chunks), 20);

        Assert.InRange((updates - chunks) / (20 * Chunks), 1, 450);
    }

    [Fact]
    public void Chat_BytesACall_AreBounded()
    {
        using ChatGatewayClient client = Client(Encoding.UTF8.GetBytes(Answers.Completion), "application/json");
        ChatCompletionRequest request = TestClient.Request();

        long bytes = Measure(() => Assert.Equal("Hi", Finished(client.CompleteChatAsync(request)).Text), Calls) / Calls;

        Assert.InRange(bytes, 1, 6_000);
    }

    [Fact]
    public void Embeddings_BytesACall_AreLittleMoreThanTheVectors()
    {
        const int Numbers = 16 * 1536;
        string vector = Convert.ToBase64String(new byte[1536 * sizeof(float)]);
        string items = string.Join(',', Enumerable.Range(0, 16).Select(i => $$"""{"object":"embedding","index":{{i}},"embedding":"{{vector}}"}"""));
        using ChatGatewayClient client = Client(Encoding.UTF8.GetBytes($$"""{"object":"list","data":[{{items}}]}"""), "application/json");
        EmbeddingInput input = EmbeddingInput.FromStrings([.. Enumerable.Range(0, 16).Select(i => $"text {i}")]);

        long bytes = Measure(() => Assert.Equal(16, Finished(client.GenerateEmbeddingsAsync("text-embedding-3-small", input)).Data.Count), Calls) / Calls;

        Assert.InRange(bytes, Numbers * sizeof(float), (Numbers * sizeof(float)) + 15_000);
    }

    [Fact]
    public void Stream_ChunksThatWereRead_AreLetGo()
    {
        const int Chunks = 2_000;
        using ChatGatewayClient client = Client(Stream(Chunks, plain: true), "text/event-stream");
        List<WeakReference> read = [];
        int alive = Chunks;

        ReadStream(client, Chunks, chunk =>
        {
            read.Add(new WeakReference(chunk.Choices[0].Delta));
            if (read.Count < Chunks) return;
            GC.Collect();
            alive = read.Count(delta => delta.IsAlive);
        });

        // the current one, and what a debugger's build keeps of the one before
        Assert.InRange(alive, 0, 5);
    }

    [Fact]
    public void QuotaPermit_InMemory_AllocatesNothing()
    {
        const int Permits = 10_000;
        var options = new QuotaOptions { ChatRequestsPerDay = int.MaxValue, RequestsPerDay = new Dictionary<string, int> { ["free-200"] = int.MaxValue } };
        var plan = new QuotaPlan(options, "test", isPrivate: true);
        using var limiter = new DailyQuotaLimiter(new MemoryQuotaStore(TimeProvider.System));
        ModelId model = ModelId.Gpt4oMini;

        // a day that ends meanwhile makes one lease more
        long bytes = Measure(() => Assert.True(Taken(limiter.AcquireAsync(plan.ScopeOf(TestClient.Key, model, isEmbedding: false)))), Permits);

        Assert.InRange(bytes, 0, 1_000);
    }

    private static bool Taken(ValueTask<RateLimitLease> lease)
    {
        Assert.True(lease.IsCompletedSuccessfully);
        return lease.Result.IsAcquired;
    }

    private static ChatGatewayClient Client(byte[] body, string contentType)
    {
        var options = new ChatGatewayOptions
        {
            ApiKey = TestClient.Key,
            KeyTier = KeyTier.Free,
            Endpoints = [new Uri("http://127.0.0.1:1/v1")],
            // counted as ever, and never used up
            Quota = { ChatRequestsPerDay = int.MaxValue, RequestsPerDay = new Dictionary<string, int> { ["free-200"] = int.MaxValue, ["free-embedding-200"] = int.MaxValue } },
        };
        return new ChatGatewayClient(new HttpClient(new CannedHandler(body, contentType)), options);
    }

    private static byte[] Stream(int chunks, bool plain)
    {
        var text = new StringBuilder();
        string unknown = plain ? "" : ",\"x_timings\":{\"a\":[1,2,3],\"b\":null}";
        for (int i = 0; i < chunks; i++)
        {
            string finish = i == chunks - 1 ? "\"stop\"" : "null";
            text.Append(CultureInfo.InvariantCulture, $$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767262800,"model":"gpt-4o-mini","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":" word{{{i % 50}}}"},"logprobs":null,"finish_reason":{{{finish}}}}],"usage":null{{{unknown}}}}""").Append("\n\n");
        }
        return Encoding.UTF8.GetBytes(text.Append("data: [DONE]\n\n").ToString());
    }

    private static void ReadStream(ChatGatewayClient client, int chunks, Action<ChatCompletionChunk>? onChunk = null)
    {
        IAsyncEnumerator<ChatCompletionChunk> enumerator = client.CompleteChatStreamingAsync("gpt-4o-mini", "Hello").GetAsyncEnumerator();
        int count = 0;
        while (Finished(enumerator.MoveNextAsync()))
        {
            count++;
            onChunk?.Invoke(enumerator.Current);
        }
        Finished(enumerator.DisposeAsync());
        Assert.Equal(chunks, count);
    }

    private static void ReadUpdates(IChatClient chat, int count)
    {
        IAsyncEnumerator<ChatResponseUpdate> enumerator = chat.GetStreamingResponseAsync("Hello").GetAsyncEnumerator();
        while (Finished(enumerator.MoveNextAsync())) count--;
        Finished(enumerator.DisposeAsync());
        Assert.Equal(0, count);
    }

    /// <summary>Bytes that this thread allocates in so many repetitions, after a few that warm up.</summary>
    private static long Measure(Action action, int repetitions)
    {
        for (int i = 0; i < 3; i++) action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < repetitions; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // what is not finished went on on another thread, and was not measured
    private static T Finished<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "The call left the thread.");
        return task.GetAwaiter().GetResult();
    }

    private static T Finished<T>(ValueTask<T> task) => Finished(task.AsTask());

    private static void Finished(ValueTask task) => Assert.True(task.IsCompletedSuccessfully);
}

using System.Diagnostics;
using System.Threading.Channels;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Streaming.Rows;

/// <summary>Rows 73 to 77 of the fault table: what the consumer of a stream does, and what its server sees of it.</summary>
public sealed class ConsumerRowTests
{
    private const int MiB = 1024 * 1024;
    private const string One = """{"choices":[{"index":0,"delta":{"content":"one"}}]}""";
    private const string Last = """{"choices":[{"index":0,"delta":{"content":"last"},"finish_reason":"stop"}]}""";

    private static readonly TimeSpan Promise = TimeSpan.FromMilliseconds(100);

    public enum Leaving
    {
        Break,
        BreakOverTheCallersHttpClient,
        Cancellation,
        CancellationOverTheCallersHttpClient,
    }

    [Theory]
    [InlineData(Leaving.Break)]
    [InlineData(Leaving.BreakOverTheCallersHttpClient)]
    [InlineData(Leaving.Cancellation)]
    [InlineData(Leaving.CancellationOverTheCallersHttpClient)]
    public async Task Row73_ConsumerLeaves_ServerSeesTheCloseWithin100Milliseconds(Leaving leaving)
    {
        Channel<long> closes = Channel.CreateUnbounded<long>();
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {One}\n\n");
            await connection.WaitForClientCloseAsync(Answers.Patience);
            closes.Writer.TryWrite(Stopwatch.GetTimestamp());
        }));
        using var httpClient = new HttpClient();
        var options = new ChatGatewayOptions { Endpoints = [server.Endpoint] };
        using ChatGatewayClient client = leaving is Leaving.Break or Leaving.Cancellation ? new ChatGatewayClient(options) : new ChatGatewayClient(httpClient, options);

        // a busy machine may delay one close, but not each of them
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < 10 && best >= Promise; i++)
        {
            long left = await LeaveAsync(client, cancel: leaving is Leaving.Cancellation or Leaving.CancellationOverTheCallersHttpClient);
            TimeSpan taken = Stopwatch.GetElapsedTime(left, await closes.Reader.ReadAsync().AsTask().WaitAsync(Answers.Patience * 2));
            if (taken < best) best = taken;
        }

        Assert.True(best < Promise, $"The server saw the close after {best}.");
    }

    [Theory]
    [InlineData($"data: {One}\n\ndata: [DONE]\n\n", false)]
    [InlineData($"data: {One}\n\ndata: [DONE]\n\n", true)]
    [InlineData($"data: {One}\n\ndata: {Last}\n\ndata: [DONE]\n\n", false)]
    public async Task Row74_Cancellation_BeatsABufferedDone(string body, bool byTheCallsToken)
    {
        await using ScriptedServer server = ScriptedServer.Start(StreamOutcome.Body(body));
        using ChatGatewayClient client = TestClient.For(server);
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerable<ChatCompletionChunk> stream = byTheCallsToken
            ? client.CompleteChatStreamingAsync("m", "Hello", cancellation.Token)
            : client.CompleteChatStreamingAsync("m", "Hello");
        await using IAsyncEnumerator<ChatCompletionChunk> chunks = stream.GetAsyncEnumerator(byTheCallsToken ? CancellationToken.None : cancellation.Token);
        Assert.True(await chunks.MoveNextAsync());

        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await chunks.MoveNextAsync());
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Row75_SecondEnumeration_Throws()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Sse(Last, "[DONE]"));
        using ChatGatewayClient client = TestClient.For(server);
        IAsyncEnumerable<ChatCompletionChunk> stream = client.CompleteChatStreamingAsync("m", "Hello");
        await stream.ReadAllAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ReadAllAsync());

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Row76_AfterDone_TheConnectionIsUsedAgain()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            Answers.EventStream(async connection =>
            {
                // the end of the body arrives with the end marker, as from most servers
                string events = $"data: {Last}\n\ndata: [DONE]\n\n";
                await connection.SendAsync($"{events.Length:x}\r\n{events}\r\n0\r\n\r\n");
            }));
        using ChatGatewayClient client = TestClient.For(server);

        for (int i = 0; i < 3; i++) Assert.Single(await client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(1, server.ConnectionCount);
    }

    [Fact]
    public async Task Row77_SlowConsumer_HoldsTheServerBack()
    {
        const int Chunks = 1024;
        string padding = new('x', 64 * 1024);
        string chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + padding + "\"}}]}\n\n";
        long sent = 0;
        var heldBack = new TaskCompletionSource<long>();
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            for (int i = 0; i < Chunks; i++)
            {
                Task sending = connection.SendChunkAsync(chunk);
                try
                {
                    // what the sockets' buffers take is sent at once; what waits this long is not taken
                    await sending.WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System);
                }
                catch (TimeoutException)
                {
                    heldBack.TrySetResult(sent);
                    await sending;
                }
                sent += chunk.Length;
            }
            heldBack.TrySetResult(sent);
            await connection.SendChunkAsync("data: [DONE]\n\n");
            await connection.EndChunkedAsync();
        }));
        using ChatGatewayClient client = TestClient.For(server);
        int received = 0;
        long taken = 0;

        await foreach (ChatCompletionChunk _ in client.CompleteChatStreamingAsync("m", "Hello"))
        {
            if (received++ == 0) taken = await heldBack.Task.WaitAsync(Answers.Patience * 2);
        }

        Assert.True(taken < 32 * MiB, $"The server sent {taken} bytes while the consumer held its first chunk.");
        Assert.Equal(Chunks, received);
        Assert.Equal((long)Chunks * chunk.Length, sent);
    }

    /// <summary>Reads one chunk and leaves while the next is waited for; gives the moment of leaving.</summary>
    private static async Task<long> LeaveAsync(ChatGatewayClient client, bool cancel)
    {
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerator<ChatCompletionChunk> chunks = client.CompleteChatStreamingAsync("m", "Hello", cancellation.Token).GetAsyncEnumerator(CancellationToken.None);
        await using (chunks)
        {
            Assert.True(await chunks.MoveNextAsync());
            if (!cancel) return Stopwatch.GetTimestamp();
            Task next = chunks.MoveNextAsync().AsTask();
            long left = Stopwatch.GetTimestamp();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
            return left;
        }
    }
}

using System.Diagnostics;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Streaming.Rows;

/// <summary>Rows 69 to 72 of the fault table: what a stream may cost in time and memory.</summary>
public sealed class LimitRowTests
{
    private const int MiB = 1024 * 1024;
    private const string Half = """{"choices":[{"index":0,"delta":{"content":"half"}}]}""";

    [Fact]
    public async Task Row69_StallAfterAnEvent_IsIdle()
    {
        StreamOutcome outcome = await StreamOutcome.OfAsync(
            Answers.EventStream(async connection =>
            {
                await connection.SendChunkAsync($"data: {Half}\n\n");
                await connection.StallAsync();
            }),
            options => options.Resilience.IdleTimeout = TimeSpan.FromMilliseconds(200));

        outcome.AssertFailed(GatewayStreamFailure.Idle, "half");
    }

    [Theory]
    [InlineData(": keep-alive\n\n")]
    [InlineData("event: ping\ndata: {\"type\":\"ping\"}\n\n")]
    [InlineData("data: {}\n\n")]
    [InlineData("event: heartbeat\ndata: 1\n\n")]
    public async Task Row70_KeepAlivesOnly_LiveUntilTheEventTimeout(string keepAlive)
    {
        GatewayStreamException error = await WithKeepAlivesAsync(keepAlive, idle: TimeSpan.FromSeconds(1.5));
        // a machine that stands still is silent, too: then once more, with more time
        if (error.Message.Contains("IdleTimeout", StringComparison.Ordinal)) error = await WithKeepAlivesAsync(keepAlive, idle: TimeSpan.FromSeconds(6));

        Assert.Equal(GatewayStreamFailure.Idle, error.Reason);
        Assert.Contains("EventTimeout", error.Message, StringComparison.Ordinal);
    }

    private static async Task<GatewayStreamException> WithKeepAlivesAsync(string keepAlive, TimeSpan idle)
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Half}\n\n");
            while (true)
            {
                await connection.SendChunkAsync(keepAlive);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }));
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.Resilience.IdleTimeout = idle;
            options.Resilience.EventTimeout = idle + TimeSpan.FromSeconds(1);
        });
        long start = Stopwatch.GetTimestamp();

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.True(Stopwatch.GetElapsedTime(start) > idle * 0.9);
        return error;
    }

    [Fact]
    public async Task Row71_LineOf64MiB_IsTooLarge_AndLeftUnread()
    {
        long sent = 0;
        var gone = new TaskCompletionSource();

        StreamOutcome outcome = await StreamOutcome.OfAsync(Answers.EventStream(async connection =>
        {
            await connection.SendChunkAsync($"data: {Half}\n\ndata: ");
            byte[] piece = Enumerable.Repeat((byte)'x', 64 * 1024).ToArray();
            try
            {
                for (; sent < 64 * MiB; sent += piece.Length) await connection.SendChunkAsync(piece);
                await connection.EndChunkedAsync();
            }
            finally
            {
                gone.SetResult();
            }
        }));
        await gone.Task.WaitAsync(Answers.Patience);

        GatewayStreamException error = outcome.AssertFailed(GatewayStreamFailure.TooLarge, "half");
        Assert.Contains("GatewayLimits.MaxEventBytes (4194304 bytes)", error.Message, StringComparison.Ordinal);
        // the limit, and what lies in the sockets' buffers
        Assert.InRange(sent, 4 * MiB, 32 * MiB);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row71_EventOverTheLimit_IsTooLarge(bool first)
    {
        string line = $"data: {new string('x', 300_000)}\n\n";

        StreamOutcome outcome = await StreamOutcome.OfAsync(
            StreamOutcome.Body(first ? line : $"data: {Half}\n\n{line}"), options => options.Limits.MaxEventBytes = 100_000);

        GatewayStreamException error = outcome.AssertFailed(GatewayStreamFailure.TooLarge, first ? [] : ["half"]);
        Assert.Contains("GatewayLimits.MaxEventBytes (100000 bytes)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row72_LongStream_OutlivesTheTotalTimeout()
    {
        using var read = new SemaphoreSlim(0);
        await using ScriptedServer server = ScriptedServer.Start(Answers.EventStream(async connection =>
        {
            for (int i = 0; i < 20; i++)
            {
                await connection.SendChunkAsync($"data: {Half}\n\n");
                Assert.True(await read.WaitAsync(Answers.Patience));
            }
            await connection.SendChunkAsync("data: [DONE]\n\n");
            await connection.EndChunkedAsync();
        }));
        var clock = new FakeTimeProvider();
        using ChatGatewayClient client = Fast.Client(server, options => options.TimeProvider = clock);
        int chunks = 0;

        await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync("m", "Hello", new RequestOptions { Timeout = TimeSpan.FromSeconds(1.5) }))
        {
            chunks++;
            clock.Advance(TimeSpan.FromSeconds(1));
            read.Release();
        }

        Assert.Equal(20, chunks);
    }
}

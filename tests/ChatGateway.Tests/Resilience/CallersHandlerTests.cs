using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Handlers of the caller's own, below the client: whatever they throw, or their streams do, becomes one of the client's exceptions, or nothing.</summary>
public sealed class CallersHandlerTests
{
    [Fact]
    public async Task CallersResilienceHandler_Rejects_IsAConnectionException()
    {
        using var httpClient = new HttpClient(new ThrowingHandler(() => new Polly.CircuitBreaker.BrokenCircuitException("theirs")));
        using var client = new ChatGatewayClient(httpClient, new ChatGatewayOptions { Endpoints = [new Uri("http://127.0.0.1:1/v1"), new Uri("http://127.0.0.1:2/v1")] });

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));
    }

    [Fact]
    public async Task CallersHandler_CancelsUnasked_IsAConnectionException()
    {
        using var httpClient = new HttpClient(new ThrowingHandler(() => new TaskCanceledException("theirs")));
        using var client = new ChatGatewayClient(httpClient, new ChatGatewayOptions { Endpoints = [new Uri("http://127.0.0.1:1/v1")], Resilience = { MaxRetries = 0 } });

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));
    }

    [Theory]
    [InlineData("", GatewayStreamFailure.Truncated)]
    [InlineData("data: [DONE]\n\n", null)]
    public async Task StreamOfAHandler_ThatFailsWhenItIsClosed_HidesNothing(string end, GatewayStreamFailure? failure)
    {
        using var httpClient = new HttpClient(new ClosingHandler($"data: {Answers.Chunk("half")}\n\n{end}"));
        using var client = new ChatGatewayClient(httpClient, new ChatGatewayOptions { Endpoints = [new Uri("http://127.0.0.1:1/v1")], Resilience = { MaxRetries = 0 } });

        Exception? error = await Record.ExceptionAsync(() => client.CompleteChatStreamingAsync("m", "Hello").ReadAllAsync());

        Assert.Equal(failure, (error as GatewayStreamException)?.Reason);
        Assert.Equal(failure is null, error is null);
        await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync("m", "Hello"))
        {
            Assert.Equal("half", chunk.Text);
            break;
        }
    }

    [Fact]
    public async Task CommentFlood_ThatNeverMakesAReadWait_IsNoDeafEar()
    {
        using var httpClient = new HttpClient(new FloodingHandler());
        using var client = new ChatGatewayClient(httpClient, new ChatGatewayOptions { Endpoints = [new Uri("http://127.0.0.1:1/v1")], Resilience = { MaxRetries = 0 } });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Task reading = Task.Run(() => client.CompleteChatStreamingAsync("m", "Hello", cancellation.Token).ReadAllAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Answers.Patience));
    }

    private sealed class ThrowingHandler(Func<Exception> make) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(make());
    }

    private sealed class ClosingHandler(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new UnclosableStream(System.Text.Encoding.UTF8.GetBytes(body))) });
    }

    private sealed class UnclosableStream(byte[] body) : MemoryStream(body)
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing) throw new IOException("gone already");
        }
    }

    private sealed class FloodingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new EndlessComments()) });
    }

    private sealed class EndlessComments : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'\n');
            buffer[0] = (byte)':';
            return buffer.Length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}

using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatGateway.Tests.Streaming.Rows;

/// <summary>Rows 64 to 67 of the fault table: a connection that breaks after an event.</summary>
public sealed class CutRowTests
{
    private const string Half = """{"choices":[{"index":0,"delta":{"content":"half"}}]}""";
    private const string Last = """{"choices":[{"index":0,"delta":{"content":"half"},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData(Half)]
    // a finish reason completes a stream that ends in order, and this one does not
    [InlineData(Last)]
    public async Task Row64_ChunkedBodyCutByClose_IsInterrupted_SentOnce(string chunk)
    {
        StreamOutcome outcome = await CutAsync(chunk, connection => connection.CloseAsync());

        outcome.AssertFailed(GatewayStreamFailure.Interrupted, "half");
    }

    [Fact]
    public async Task Row65_Reset_IsInterrupted_SentOnce()
    {
        StreamOutcome outcome = await CutAsync(Half, connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });

        outcome.AssertFailed(GatewayStreamFailure.Interrupted, "half");
    }

    [Theory]
    [InlineData("zz\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("fffffffffffffffff\r\n")]
    public async Task Row66_BadChunkSize_IsInterrupted_SentOnce(string size)
    {
        StreamOutcome outcome = await CutAsync(Half, async connection =>
        {
            await connection.SendAsync(size);
            await connection.StallAsync();
        });

        outcome.AssertFailed(GatewayStreamFailure.Interrupted, "half");
    }

    [Fact]
    public async Task Row67_Http2StreamReset_IsInterrupted_SentOnce()
    {
        var read = new TaskCompletionSource();
        int sends = 0;
        await using WebApplication server = await Http2ServerAsync(async context =>
        {
            Interlocked.Increment(ref sends);
            Assert.Equal("HTTP/2", context.Request.Protocol);
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync($"data: {Half}\n\n");
            await context.Response.Body.FlushAsync();
            await read.Task.WaitAsync(Answers.Patience);
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(errorCode: 2);
        });
        // by prior knowledge, as behind a mesh
        using var httpClient = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var client = new ChatGatewayClient(httpClient, new ChatGatewayOptions { Endpoints = [new Uri(server.Urls.First() + "/v1")] });
        List<string?> texts = [];

        var error = await Assert.ThrowsAsync<GatewayStreamException>(async () =>
        {
            await foreach (ChatCompletionChunk chunk in client.CompleteChatStreamingAsync(TestClient.Request()))
            {
                texts.Add(chunk.Text);
                read.SetResult();
            }
        });

        Assert.Equal(GatewayStreamFailure.Interrupted, error.Reason);
        Assert.Equal(["half"], texts);
        Assert.Equal("half", error.Partial!.Text);
        Assert.Equal(1, sends);
    }

    // a reset may overtake what was sent before it: the cut waits until the chunk is read
    private static Task<StreamOutcome> CutAsync(string chunk, Func<ScriptedConnection, Task> cut)
    {
        var read = new TaskCompletionSource();
        return StreamOutcome.OfAsync(
            Answers.EventStream(async connection =>
            {
                await connection.SendChunkAsync($"data: {chunk}\n\n");
                await read.Task.WaitAsync(Answers.Patience);
                await cut(connection);
            }),
            chunkCame: _ => read.TrySetResult());
    }

    private static async Task<WebApplication> Http2ServerAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication server = builder.Build();
        server.MapPost("/v1/chat/completions", answer);
        await server.StartAsync();
        return server;
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxGatewayTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task StartAsync_Endpoint_IsLoopbackAndEndsInV1()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        Assert.Equal($"http://127.0.0.1:{sandbox.Endpoint.Port}/v1", sandbox.Endpoint.AbsoluteUri);
        Assert.NotEqual(0, sandbox.Endpoint.Port);
    }

    [Fact]
    public async Task StartAsync_Port_IsUsedAndTakenOnlyOnce()
    {
        int port;
        await using (var first = await SandboxGateway.StartAsync())
        {
            port = first.Endpoint.Port;
            await Assert.ThrowsAsync<IOException>(() => SandboxGateway.StartAsync(new SandboxOptions { Port = port }));
        }

        await using var again = await SandboxGateway.StartAsync(new SandboxOptions { Port = port });
        Assert.Equal(port, again.Endpoint.Port);
    }

    [Fact]
    public async Task StartAsync_ImpossibleOptions_Throw()
    {
        SandboxOptions[] wrong =
        [
            new() { Port = -1 }, new() { Port = 65536 }, new() { MaxInputTokens = 0 }, new() { MaxBodyBytes = 0 },
            new() { ChunkDelay = TimeSpan.FromTicks(-1) }, new() { Rules = (SandboxRules)9 },
        ];
        foreach (SandboxOptions options in wrong)
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SandboxGateway.StartAsync(options));
    }

    [Fact]
    public async Task Requests_Record_HoldsEverythingButTheKey()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        string body = SandboxCalls.Chat("Grüße");
        HttpRequestMessage request = sandbox.Request(HttpMethod.Post, "chat/completions?a=%2F", body);
        request.Headers.Add("x-case", "1");
        request.Headers.Add("api-key", "sk-azure-key");

        await request.SendAsync().ReadJsonAsync();

        SandboxRequest record = Assert.Single(sandbox.Requests);
        Assert.Equal("POST", record.Method);
        Assert.Equal("/v1/chat/completions?a=%2F", record.Path);
        Assert.Equal("1", record.Headers["X-Case"]);
        Assert.Equal("application/json; charset=utf-8", record.Headers["content-type"]);
        Assert.False(record.Headers.ContainsKey("Authorization"));
        Assert.False(record.Headers.ContainsKey("api-key"));
        Assert.Equal(body, record.Body);
        await record.Completion.WaitAsync(Soon);
        Assert.False(record.Aborted);
    }

    [Fact]
    public async Task Requests_Refused_AreRecordedToo()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        using HttpResponseMessage response = await sandbox.GetAsync("nowhere", key: null);

        Assert.Equal("/v1/nowhere", Assert.Single(sandbox.Requests).Path);
        Assert.Null(sandbox.Requests[0].Body);
    }

    [Fact]
    public async Task Requests_Snapshot_DoesNotGrow()
    {
        await using var sandbox = await SandboxGateway.StartAsync();

        IReadOnlyList<SandboxRequest> before = sandbox.Requests;
        await sandbox.GetAsync("models").ReadJsonAsync();

        Assert.Empty(before);
        Assert.Single(sandbox.Requests);
    }

    [Fact]
    public async Task Requests_ManyAndLarge_KeepTheLatest()
    {
        await using var sandbox = await SandboxGateway.StartAsync(SandboxCalls.Open);
        for (int i = 0; i < 1005; i++)
            (await sandbox.GetAsync($"models/{i}")).Dispose();

        Assert.Equal(1000, sandbox.Requests.Count);
        Assert.Equal("/v1/models/5", sandbox.Requests[0].Path);
        Assert.Equal("/v1/models/1004", sandbox.Requests[^1].Path);

        for (int i = 0; i < 3; i++)
            (await sandbox.PostAsync("nowhere", new string('x', 7_000_000))).Dispose();
        Assert.Equal(2, sandbox.Requests.Count);
    }

    [Fact]
    public async Task Disconnect_DuringAStream_IsRecorded()
    {
        // the answer would last for a quarter of a minute
        await using var sandbox = await SandboxGateway.StartAsync(new SandboxOptions { ChunkDelay = TimeSpan.FromSeconds(1) });
        using var cancel = new CancellationTokenSource();

        HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: ""","stream":true"""));
        Stream body = await response.Content.ReadAsStreamAsync();
        Assert.True(await body.ReadAsync(new byte[64]) > 0);
        Task<int> endless = ReadAllAsync(body, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        response.Dispose();

        await sandbox.Requests[0].Completion.WaitAsync(Soon);
        Assert.True(sandbox.Requests[0].Aborted);
    }

    [Fact]
    public async Task Disconnect_BeforeTheHeaders_IsRecorded()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Delay(Timeout.InfiniteTimeSpan));
        using var cancel = new CancellationTokenSource();

        Task<HttpResponseMessage> call = sandbox.Request(HttpMethod.Get, "models").SendAsync(cancel.Token);
        await UntilAsync(() => sandbox.Requests.Count == 1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await sandbox.Requests[0].Completion.WaitAsync(Soon);
        Assert.True(sandbox.Requests[0].Aborted);
    }

    [Fact]
    public async Task Disconnect_WithinTheRequestBody_IsRecorded()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Status(500));
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, sandbox.Endpoint.Port);
            await socket.GetStream().WriteAsync("POST /v1/embeddings HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"u8.ToArray());
        }

        // the next request takes the fault: the one that never arrived must not have
        using HttpResponseMessage next = await sandbox.GetAsync("models");
        Assert.Equal(HttpStatusCode.InternalServerError, next.StatusCode);
        await UntilAsync(() => sandbox.Requests.Any(request => request is { Path: "/v1/embeddings", Aborted: true }));
    }

    [Fact]
    public async Task Disconnect_HalfOfACharacter_StillGivesText()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        var request = sandbox.Request(HttpMethod.Post, "chat/completions");
        request.Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":" """), 0xE5, .. "\"}]}"u8]);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        await request.SendAsync().ReadJsonAsync(HttpStatusCode.BadRequest);

        Assert.EndsWith("\uFFFD\"}]}", sandbox.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_StalledRequest_DoesNotWaitForIt()
    {
        var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.StallAfter(10));
        using HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello"));

        await sandbox.DisposeAsync().AsTask().WaitAsync(Soon);
        await sandbox.DisposeAsync();

        await sandbox.Requests[0].Completion.WaitAsync(Soon);
        Assert.False(sandbox.Requests[0].Aborted);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.GetAsync("models"));
    }

    [Fact]
    public async Task Requests_32AtOnce_AllGetTheirOwnAnswer()
    {
        await using var sandbox = await SandboxGateway.StartAsync(SandboxCalls.Open);

        string?[] texts = await Task.WhenAll(Enumerable.Range(0, 32).Select(async i =>
        {
            if (i % 2 == 0)
            {
                JsonNode answer = await sandbox.PostChatAsync(SandboxCalls.Chat($"prompt {i} of 32")).ReadJsonAsync();
                return (string?)answer["choices"]![0]!["message"]!["content"];
            }

            List<JsonNode> chunks = await sandbox.PostChatAsync(SandboxCalls.Chat($"prompt {i} of 32", more: ""","stream":true""")).ReadChunksAsync();
            return string.Concat(chunks.Select(c => (string?)c["choices"]![0]!["delta"]!["content"]));
        }));

        for (int i = 0; i < texts.Length; i++)
            Assert.StartsWith($"You wrote “prompt {i} of 32”", texts[i], StringComparison.Ordinal);
        Assert.Equal(32, sandbox.Requests.Count);
    }

    private static async Task<int> ReadAllAsync(Stream body, CancellationToken cancellationToken)
    {
        int total = 0;
        int read;
        while ((read = await body.ReadAsync(new byte[1024], cancellationToken)) > 0)
            total += read;
        return total;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Answers.Patience);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
    }
}

using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Sandbox;

public class SandboxFaultTests
{
    private const string Streamed = ""","stream":true""";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Faults_Queue_GivesOneToEachRequest()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Status(500));
        sandbox.Faults.Enqueue(SandboxFault.None);
        sandbox.Faults.Enqueue(SandboxFault.Status(502));

        HttpStatusCode[] statuses = new HttpStatusCode[4];
        for (int i = 0; i < statuses.Length; i++)
        {
            using HttpResponseMessage response = await sandbox.GetAsync("models");
            statuses[i] = response.StatusCode;
        }

        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.OK, HttpStatusCode.BadGateway, HttpStatusCode.OK], statuses);
        Assert.Empty(sandbox.Faults);
    }

    [Fact]
    public async Task Status_WithoutBody_SendsTheGatewaysEnvelope()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Status(503));

        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello"))
            .AssertErrorAsync(HttpStatusCode.ServiceUnavailable, "503 SERVICE_UNAVAILABLE", "A scripted fault of the sandbox.");
    }

    [Fact]
    public async Task Status_BodyAndHeaders_AreSentAsGiven()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Status(
            429, "<html>slow down</html>", new Dictionary<string, string> { ["Retry-After"] = "7", ["Content-Type"] = "text/html" }));

        using HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello"));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("<html>slow down</html>", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Status_NoContent_HasNoBody()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Status(204));

        using HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Delay_HeadersComeLateAndTheAnswerIsSound()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Delay(TimeSpan.FromMilliseconds(200)));
        var clock = Stopwatch.StartNew();

        await sandbox.PostChatAsync(SandboxCalls.Chat("Hello")).ReadJsonAsync();

        Assert.True(clock.ElapsedMilliseconds >= 190, $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Drop_ConnectionClosesWithoutAnswer()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Drop());

        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.PostChatAsync(SandboxCalls.Chat("Hello")));

        await sandbox.Requests[0].Completion.WaitAsync(Soon);
        Assert.False(sandbox.Requests[0].Aborted);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("", 40)]
    [InlineData(Streamed, 0)]
    [InlineData(Streamed, 300)]
    [InlineData(Streamed, 2000)]
    public async Task CutAfter_ExactlySoManyBytesArrive(string more, int bytes)
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        string body = SandboxCalls.Chat("Hello", more: more);
        byte[] whole = await (await sandbox.PostChatAsync(body)).Content.ReadAsByteArrayAsync();
        sandbox.Faults.Enqueue(SandboxFault.CutAfter(bytes));

        using HttpResponseMessage response = await sandbox.PostChatAsync(body);
        (byte[] read, Exception? end) = await ReadToEndAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(bytes, read.Length);
        Assert.Equal(WithoutTime(whole[..bytes]), WithoutTime(read));
        Assert.IsAssignableFrom<IOException>(end);
        response.Dispose();
        await sandbox.Requests[1].Completion.WaitAsync(Soon);
        Assert.False(sandbox.Requests[1].Aborted);
    }

    [Fact]
    public async Task CutAfter_ShorterBody_LacksItsProperEnd()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.CutAfter(1_000_000));

        using HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: Streamed));
        (byte[] read, Exception? end) = await ReadToEndAsync(response);

        Assert.EndsWith("data: [DONE]\n\n", Encoding.UTF8.GetString(read), StringComparison.Ordinal);
        Assert.IsAssignableFrom<IOException>(end);
    }

    [Theory]
    [InlineData("", 40)]
    [InlineData(Streamed, 0)]
    [InlineData(Streamed, 500)]
    [InlineData(Streamed, 1_000_000)]
    public async Task StallAfter_BytesComeAndThenNothing(string more, int bytes)
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        string body = SandboxCalls.Chat("Hello", more: more);
        int whole = (await (await sandbox.PostChatAsync(body)).Content.ReadAsByteArrayAsync()).Length;
        sandbox.Faults.Enqueue(SandboxFault.StallAfter(bytes));
        int expected = Math.Min(bytes, whole);

        using HttpResponseMessage response = await sandbox.PostChatAsync(body);
        Stream stream = await response.Content.ReadAsStreamAsync();
        var read = new byte[expected];
        await stream.ReadExactlyAsync(read).AsTask().WaitAsync(Answers.Patience);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        // neither a byte more nor an end
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.ReadExactlyAsync(new byte[1], patience.Token));

        response.Dispose();
        await sandbox.Requests[1].Completion.WaitAsync(Soon);
        Assert.True(sandbox.Requests[1].Aborted);
    }

    [Fact]
    public async Task Malformed_JsonBody_LacksItsLastBrace()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Malformed());

        using HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello"));
        string body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(body));
        Assert.NotNull(JsonNode.Parse(body + "}"));
    }

    [Fact]
    public async Task Malformed_Stream_BreaksTheSecondEventOnly()
    {
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Malformed());

        List<string> events = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: Streamed)).ReadEventsAsync();

        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(events[1]));
        events.RemoveAt(1);
        Assert.All(events[..^1], e => Assert.NotNull(JsonNode.Parse(e)));
        Assert.Equal("[DONE]", events[^1]);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData(""","stream":true,"max_tokens":4""", 6)]
    public async Task Slow_PiecesTrickleAndTheAnswerIsSound(string more, int atLeastPieces)
    {
        var delay = TimeSpan.FromMilliseconds(30);
        await using var sandbox = await SandboxGateway.StartAsync();
        sandbox.Faults.Enqueue(SandboxFault.Slow(delay));
        var clock = Stopwatch.StartNew();

        using HttpResponseMessage response = await sandbox.PostChatAsync(SandboxCalls.Chat("Hello", more: more));
        string body = await response.Content.ReadAsStringAsync();

        Assert.True(clock.Elapsed >= atLeastPieces * delay, $"{clock.Elapsed}");
        Assert.EndsWith(more.Length > 0 ? "data: [DONE]\n\n" : "}", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Factories_ImpossibleValues_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxFault.Status(199));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxFault.Status(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxFault.CutAfter(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxFault.StallAfter(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxFault.Delay(TimeSpan.FromSeconds(-5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxFault.Slow(Timeout.InfiniteTimeSpan));
    }

    /// <summary>`created` may tick between two calls.</summary>
    private static string WithoutTime(byte[] body)
        => System.Text.RegularExpressions.Regex.Replace(Encoding.UTF8.GetString(body), "\"created\":\\d+", "");

    private static async Task<(byte[] Read, Exception? End)> ReadToEndAsync(HttpResponseMessage response)
    {
        using var read = new MemoryStream();
        Stream body = await response.Content.ReadAsStreamAsync();
        Exception? end = await Record.ExceptionAsync(() => body.CopyToAsync(read));
        return (read.ToArray(), end);
    }
}

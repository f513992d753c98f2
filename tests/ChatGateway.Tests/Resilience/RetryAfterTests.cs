using System.Diagnostics;
using System.Globalization;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Rows 8 to 15 of the fault table: the wait that a server asks for.</summary>
public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("Retry-After", "1", 1.0)]
    [InlineData("Retry-After", "1.5", 1.5)]
    [InlineData("retry-after-ms", "300", 0.3)]
    public async Task Row08_11_ServerDelay_IsKept(string header, string value, double seconds)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(429, (header, value)), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);
        long start = Stopwatch.GetTimestamp();

        await client.CompleteChatAsync(TestClient.Request());

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, seconds - 0.02, seconds + 3);
    }

    [Fact]
    public async Task Row09_HttpDate_IsKept()
    {
        string date = TimeProvider.System.GetUtcNow().AddSeconds(2).ToString("r", CultureInfo.InvariantCulture);
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(503, ("Retry-After", date)), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);
        long start = Stopwatch.GetTimestamp();

        await client.CompleteChatAsync(TestClient.Request());

        // the date is cut to whole seconds
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.9, 5);
    }

    [Theory]
    [InlineData("Retry-After", "3600")]
    [InlineData("x-should-retry", "false")]
    public async Task ServersWord_BesideAnErrorUnderSuccess_IsKept(string header, string value)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, """{"error":{"code":429,"message":"slow"}}""", (header, value)));
        using ChatGatewayClient client = Fast.Client(server);

        await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-10")]
    [InlineData("Mon, 01 Jan 2024 00:00:00 GMT")]
    [InlineData("inf")]
    [InlineData("nan")]
    [InlineData("yesterday")]
    [InlineData("Mon, 01 Jan 100000 00:00:00 GMT")]
    [InlineData("")]
    public async Task Row10_12_UselessDelay_IsOrdinaryBackoff(string value)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(429, ("Retry-After", value)), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal("Hi", (await client.CompleteChatAsync(TestClient.Request())).Text);
    }

    [Theory]
    [InlineData("61", 61)]
    [InlineData("3600", 3600)]
    [InlineData("100000000000000000000000000000000000", 1e10)]
    public async Task Row13_LongDelay_ThrowsNow(string value, double atLeast)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok, Fast.Fails(429, ("Retry-After", value)));
        using ChatGatewayClient client = Fast.Client(server);
        await client.CompleteChatAsync(TestClient.Request());
        long start = Stopwatch.GetTimestamp();

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.True(error.RetryAfter >= TimeSpan.FromSeconds(atLeast));
        // the one before was to warm up
        Assert.Equal(2, server.Requests.Count);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task Row13_DelayBeyondTheBudget_ThrowsNow()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(429, ("Retry-After", "30")));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(
            () => client.CompleteChatAsync(TestClient.Request(), new RequestOptions { Timeout = TimeSpan.FromSeconds(5) }));

        Assert.Equal(TimeSpan.FromSeconds(30), error.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Row14_Milliseconds_BeatSeconds()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(429, ("Retry-After", "50"), ("retry-after-ms", "10")), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);
        long start = Stopwatch.GetTimestamp();

        await client.CompleteChatAsync(TestClient.Request());

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task Row15_DuplicateHeader_FirstCounts()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(429, ("Retry-After", "3600"), ("Retry-After", "0.01")));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
    }
}

using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Rows 90 and 91 of the fault table: when a host is left alone.</summary>
public sealed class BreakerTests
{
    [Fact]
    public async Task Row90_OpenCircuit_IsPassedOver()
    {
        await using ScriptedServer down = ScriptedServer.Start(Fast.Fails(500));
        await using ScriptedServer up = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Fast.Client([down.Endpoint, up.Endpoint]);

        for (int i = 0; i < 12; i++) Assert.Equal(up.Endpoint, (await client.CompleteChatAsync(TestClient.Request())).Response!.Endpoint);

        Assert.Equal(5, down.Requests.Count);
        Assert.Equal(12, up.Requests.Count);
    }

    [Theory]
    [InlineData("""{"error":{"message":"当前分组 default 下对于模型 gpt-9 无可用渠道","code":"model_not_found"}}""", 3)]
    // the same text is withheld again
    [InlineData("""{"error":{"message":"sensitive words detected","code":"sensitive_words_detected"}}""", 1)]
    public async Task FaultsOfOneRequest_LeaveTheCircuitClosed(string error, int sends)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            [.. Enumerable.Repeat(ScriptedServer.Json(500, error), sends * 6), Fast.Ok]);
        using ChatGatewayClient client = Fast.Client(server);

        for (int i = 0; i < 6; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal("Hi", (await client.CompleteChatAsync(TestClient.Request())).Text);
        Assert.Equal((sends * 6) + 1, server.Requests.Count);
    }

    [Fact]
    public async Task SuccessesBeforeTheFirstFailure_CountInTheRatio()
    {
        ScriptedStep[] answers = [.. Enumerable.Repeat(Fast.Ok, 6), .. Enumerable.Repeat(Fast.Fails(500), 7)];
        await using ScriptedServer server = ScriptedServer.Start(answers);
        using ChatGatewayClient client = Fast.Client(server, options => options.Resilience.MaxRetries = 0);
        for (int i = 0; i < 6; i++) await client.CompleteChatAsync(TestClient.Request());

        // half of twelve: with the sixth failure the circuit opens
        for (int i = 0; i < 6; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));
        Assert.Equal(12, server.Requests.Count);
    }

    /// <summary>Whenever in a window the host begins to fail, its successes of the last minute count.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(59)]
    [InlineData(61)]
    [InlineData(90)]
    public async Task SuccessesOfTheLastMinute_CountInTheRatio(int seconds)
    {
        var clock = new FakeTimeProvider();
        await using ScriptedServer server = ScriptedServer.Start([.. Enumerable.Repeat(Fast.Ok, seconds + 60), Fast.Fails(500)]);
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Resilience.MaxRetries = 0;
        });
        for (int i = 0; i < seconds + 60; i++)
        {
            await client.CompleteChatAsync(TestClient.Request());
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // about sixty successes: a ratio of one half is far
        for (int i = 0; i < 20; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));
    }

    [Fact]
    public async Task SuccessesOfLongAgo_DoNotCount()
    {
        var clock = new FakeTimeProvider();
        await using ScriptedServer server = ScriptedServer.Start([.. Enumerable.Repeat(Fast.Ok, 50), Fast.Fails(500)]);
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Resilience.MaxRetries = 0;
        });
        for (int i = 0; i < 50; i++) await client.CompleteChatAsync(TestClient.Request());
        clock.Advance(TimeSpan.FromMinutes(3));

        for (int i = 0; i < 5; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));
    }

    [Fact]
    public async Task Probe_ThatHasNoKey_ProvesNothing()
    {
        var clock = new FakeTimeProvider();
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500));
        string? key = TestClient.Key;
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.ApiKey = null;
            options.ApiKeyProvider = _ => key is null ? throw new NotSupportedException("no key") : new(key);
            options.Resilience.MaxRetries = 0;
            options.Resilience.BreakerMinimumCalls = 2;
        });
        for (int i = 0; i < 2; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));
        clock.Advance(TimeSpan.FromSeconds(16));
        key = null;
        var keyless = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));
        Assert.IsType<NotSupportedException>(keyless.InnerException);
        key = TestClient.Key;

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Row90_AllCircuitsOpen_SaysSo()
    {
        await using ScriptedServer down = ScriptedServer.Start(Fast.Fails(500));
        using ChatGatewayClient client = Fast.Client(down, options => options.Resilience.MaxRetries = 0);
        for (int i = 0; i < 5; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("circuit", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Attempts);
        Assert.Equal(5, down.Requests.Count);
    }

    [Fact]
    public async Task Row90_OpenCircuit_ClosesAgain()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            Fast.Fails(500), Fast.Fails(500), Fast.Ok);
        var clock = new FakeTimeProvider();
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Resilience.MaxRetries = 0;
            options.Resilience.BreakerMinimumCalls = 2;
            options.Resilience.BreakerDuration = TimeSpan.FromSeconds(2);
        });
        for (int i = 0; i < 2; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));
        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        clock.Advance(TimeSpan.FromSeconds(2.3));

        Assert.Equal("Hi", (await client.CompleteChatAsync(TestClient.Request())).Text);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task Row91_ClientErrors_NeverOpenIt(int status)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(status));
        using ChatGatewayClient client = Fast.Client(server, options => options.Resilience.MaxRetries = 0);

        for (int i = 0; i < 20; i++) await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(20, server.Requests.Count);
    }
}

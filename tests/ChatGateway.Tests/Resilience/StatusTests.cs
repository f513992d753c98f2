using System.Globalization;
using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using ChatGateway.Tests.Wire;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Rows 1 to 7 and 16 to 21 of the fault table: which status is sent again.</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task Row01_500Twice_ThenAnswer_SendsThree()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(500), Fast.Fails(500), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        ChatCompletion completion = await client.CompleteChatAsync(TestClient.Request());

        Assert.Equal("Hi", completion.Text);
        Assert.Equal(3, completion.Response!.Attempts);
        // the same bytes each time
        Assert.Single(server.Requests.Select(request => request.Body).Distinct());
        Assert.All(server.Requests, request => Assert.Equal($"Bearer {TestClient.Key}", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Row02_500ForEver_SendsThree_Typed()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(3, error.Attempts);
        Assert.Equal(HttpStatusCode.InternalServerError, error.StatusCode);
    }

    [Fact]
    public async Task Row03_502Html_IsRetried_WithoutTheHtmlInMessage()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(502, WireSample.Bytes("errors/502-bad-gateway.html"), "text/html"));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(3, server.Requests.Count);
        Assert.DoesNotContain("<", error.Message, StringComparison.Ordinal);
        Assert.Contains("nginx", error.ResponseExcerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task Row04_PassingStatus_IsRetried(int status)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(status), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal("Hi", (await client.CompleteChatAsync(TestClient.Request())).Text);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(501)]
    public async Task Row05_LastingStatus_IsSentOnce(int status)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(status));
        using ChatGatewayClient client = Fast.Client(server);

        await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Row06_400ThatShouldBeRetried_IsRetried()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(Fast.Fails(400, ("x-should-retry", "true")), Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server);

        Assert.Equal(2, (await client.CompleteChatAsync(TestClient.Request())).Response!.Attempts);
    }

    [Fact]
    public async Task Row07_500ThatShouldNot_IsSentOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(500, ("x-should-retry", "false")));
        using ChatGatewayClient client = Fast.Client(server);

        await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("errors/403-chatanywhere-free-model.json")]
    [InlineData("errors/403-chatanywhere-input-too-long.json")]
    public async Task Row16_17_403_IsSentOnce_NoFailover(string body)
    {
        await using ScriptedServer first = ScriptedServer.Start(Answers.Body(403, WireSample.Bytes(body), "application/json"));
        await using ScriptedServer second = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Fast.Client([first.Endpoint, second.Endpoint]);

        await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(first.Requests);
        Assert.Empty(second.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("true")]
    public async Task Row18_DailyQuota_IsSentOnce(string? shouldRetry)
    {
        (string, string)[] headers = shouldRetry is null ? [] : [("x-should-retry", shouldRetry)];
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(429, WireSample.Bytes("errors/429-chatanywhere-daily.json"), "application/json", headers: headers));
        using ChatGatewayClient client = Fast.Client(server);

        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Row18_NoCredit_IsSentOnce()
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(429, WireSample.Bytes("errors/429-openai-insufficient-quota.json"), "application/json"));
        using ChatGatewayClient client = Fast.Client(server);

        await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("errors/401-openai-style.json")]
    [InlineData("errors/403-chatanywhere-free-model.json")]
    [InlineData("errors/403-chatanywhere-input-too-long.json")]
    public async Task Row19_MaskedKeyInTheText_IsScrubbed(string body)
    {
        await using ScriptedServer server = ScriptedServer.Start(Answers.Body(403, WireSample.Bytes(body), "application/json"));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        string shown = error + error.ErrorMessage + error.ResponseExcerpt;
        Assert.DoesNotContain("sk-Ab1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("xYz9", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"SECRET-text\"")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{not json")]
    public async Task Row20_OddErrorBody_IsTyped(string body)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(400, body));
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Fact]
    public async Task Row21_EndlessErrorBody_IsReadToTheLimit()
    {
        long sent = 0;
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(400, ("Content-Type", "text/plain"), ("Content-Length", (256L << 20).ToString(CultureInfo.InvariantCulture)));
            var block = new byte[1 << 20];
            for (int i = 0; i < 256; i++)
            {
                await connection.SendAsync(block);
                Interlocked.Add(ref sent, block.Length);
            }
        });
        using ChatGatewayClient client = Fast.Client(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        // what the socket buffers hold, not the body
        Assert.True(Interlocked.Read(ref sent) < 64L << 20, $"{sent} bytes were taken.");
    }

    [Fact]
    public async Task RateLimitHeaders_AreTyped_OnAnswersAndErrors()
    {
        (string, string)[] headers = [("x-ratelimit-limit-requests", "500"), ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "6m0.5s"), ("x-ratelimit-reset-tokens", "12ms"), ("x-ratelimit-remaining-tokens", "-1")];
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion, headers), Fast.Fails(400, headers));
        using ChatGatewayClient client = Fast.Client(server);
        var expected = new RateLimits(500, 0, TimeSpan.FromSeconds(360.5), null, null, TimeSpan.FromMilliseconds(12));

        Assert.Equal(expected, (await client.CompleteChatAsync(TestClient.Request())).Response!.RateLimits);
        Assert.Equal(expected, (await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()))).RateLimits);
    }
}

using System.Net;
using System.Text;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Servers;
using ChatGateway.Tests.Wire;
using Xunit;

namespace ChatGateway.Tests.Diagnostics;

/// <summary>What exceptions say and hold beyond their diagnosis.</summary>
public sealed class ExceptionTextTests
{
    [Theory]
    [InlineData("2026-03-01T15:59:59Z", "2026-03-01T16:00:00Z")]
    [InlineData("2026-03-01T16:00:00Z", "2026-03-02T16:00:00Z")]
    [InlineData("2026-12-31T20:00:00+00:00", "2027-01-01T16:00:00Z")]
    [InlineData("2026-03-01T23:30:00-11:00", "2026-03-02T16:00:00Z")]
    public async Task QuotaExhausted_OfChatAnywhere_ResetsAtItsMidnight(string now, string resetsAt)
    {
        byte[] body = WireSample.Bytes("errors/429-chatanywhere-daily.json");
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(429, body, "application/json"));
        using ChatGatewayClient client = TestClient.For(server, options => options.TimeProvider = new FixedTime(Time(now)));

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(Time(resetsAt), error.ResetsAt);
        Assert.Equal(TimeSpan.FromHours(8), error.ResetsAt!.Value.Offset);
    }

    [Fact]
    public void QuotaExhausted_OfAnotherGateway_HasNoReset()
    {
        var error = Assert.IsType<QuotaExhaustedException>(Respond(429, """{"error":{"message":"Rate limit exceeded: free-models-per-day"}}"""));

        Assert.Null(error.ResetsAt);
        Assert.Equal("free-200", error.QuotaGroup);
    }

    [Fact]
    public void QuotaExhausted_Message_HoldsTheGatewaysWordsOnce()
    {
        ChatGatewayException error = Diagnosed.In("en", () => Respond(429, WireSample.Text("errors/429-chatanywhere-daily.json")));

        Assert.Equal(
            "POST https://gateway.example/v1/chat/completions for model gpt-4o-mini was answered by 429: "
            + "该模型今日免费次数已用完。The free requests of today for this model are used up. "
            + "This is the daily limit of free keys: counted per key and per IP address, for each group of models and for all together. "
            + "Wait for the reset at 00:00 UTC+8, use another model group, or use a paid key.",
            error.Message);
    }

    [Fact]
    public void Response_ForAChineseUser_ExplainsInChinese()
    {
        ChatGatewayException error = Diagnosed.In("zh-CN", () => Respond(500, ""));

        Assert.Equal("网关或其上游出错。", error.Diagnosis.Explanation);
        Assert.StartsWith("POST https://gateway.example/v1/chat/completions for model gpt-4o-mini was answered by 500. 网关或其上游出错。", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelNotAllowed_Message_NamesMethodPathAndHost()
    {
        using var client = new ChatGatewayClient(TestClient.Key);

        var chat = await Assert.ThrowsAsync<ModelNotAllowedException>(() => client.CompleteChatAsync("gpt-4", "Hello"));
        var embedding = await Assert.ThrowsAsync<ModelNotAllowedException>(() => client.GenerateEmbeddingsAsync("gpt-4", "Hello"));

        Assert.Contains("nothing was sent to POST https://api.chatanywhere.tech/v1/chat/completions.", chat.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was sent to POST https://api.chatanywhere.tech/v1/embeddings.", embedding.Message, StringComparison.Ordinal);
        Assert.Equal(new Uri("https://api.chatanywhere.tech/v1"), chat.Endpoint);
        Assert.Equal(0, chat.Attempts);
    }

    [Theory]
    [InlineData("""{"error":{"message":"later","code":"429 TOO_MANY_REQUESTS"}}""", true)]
    [InlineData("""{"error":{"message":"later","code":429}}""", true)]
    [InlineData("""{"error":{"message":"later","code":"rate_limit_exceeded"}}""", true)]
    [InlineData("""{"error":{"message":"broken","code":500}}""", false)]
    [InlineData("""{"error":{"message":"broken"}}""", false)]
    public async Task ErrorEvent_OfARateLimit_SaysSo(string failure, bool isRateLimited)
    {
        string stream = $"data: {Answers.Chunk("Hel")}\n\ndata: {failure}\n\n";
        await using ScriptedServer server = ScriptedServer.StartOnce(Answers.Body(200, Encoding.UTF8.GetBytes(stream), "text/event-stream"));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayStreamException>(() => client.CompleteChatStreamingAsync(TestClient.Request()).ReadAllAsync());

        Assert.Equal(GatewayStreamFailure.ErrorEvent, error.Reason);
        Assert.Equal(isRateLimited, error.IsRateLimited);
    }

    [Fact]
    public void Messages_OfEveryKind_HoldNeitherKeyNorPayload()
    {
        GatewayCall call = Diagnosed.Call();
        call.ApiKey = "local-key-without-a-shape";
        byte[] payload = Encoding.UTF8.GetBytes($"<p>PAYLOAD {call.ApiKey}</p>");

        ChatGatewayException[] errors =
        [
            Failures.Protocol(call, "It is no JSON.", payload),
            Failures.BodyTooLarge(call, 10, payload),
            Failures.Response(call, HttpStatusCode.BadGateway, payload),
        ];

        Assert.All(errors, error =>
        {
            Assert.DoesNotContain("PAYLOAD", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(call.ApiKey, error.ToString(), StringComparison.Ordinal);
        });
        Assert.Equal("<p>PAYLOAD ***</p>", ((GatewayProtocolException)errors[0]).ResponseExcerpt);
        Assert.Equal("<p>PAYLOAD ***</p>", ((GatewayResponseException)errors[2]).ResponseExcerpt);
    }

    private static ChatGatewayException Respond(int status, string body) =>
        Failures.Response(Diagnosed.Call(), (HttpStatusCode)status, Encoding.UTF8.GetBytes(body));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}

using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Client;

public sealed class KeyAndEndpointTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("sk-SECRET\r\nX-Evil: 1")]
    [InlineData("sk-SECRET\0")]
    [InlineData("sk-SECRET 2")]
    [InlineData("sk-SECRET密")]
    public void Row78_Key_Malformed_ThrowsWithoutEchoingIt(string key)
    {
        var error = Assert.Throws<ArgumentException>(() => new ChatGatewayClient(key));

        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("ApiKey", error.ParamName);
    }

    [Fact]
    public void Key_NoneForChatAnywhere_Throws() =>
        Assert.Contains("needs an API key", Assert.Throws<ArgumentException>(() => new ChatGatewayClient(new ChatGatewayOptions())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Key_BlankEnds_AreTrimmed()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options => options.ApiKey = " sk-x \n");

        await client.CompleteChatAsync(TestClient.Request());

        Assert.Equal("Bearer sk-x", server.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task Key_Null_SendsNone()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options => options.ApiKey = null);

        await client.CompleteChatAsync(TestClient.Request());

        Assert.False(server.Requests[0].Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData(null, "v1", "The call sent no key")]
    [InlineData("sk-x", "v1", "The key is missing, unknown")]
    [InlineData(null, "v1?api-key=0123456789abcdef0123456789abcdef", "The key is missing, unknown")]
    public async Task Refusal_OfACallWithoutAKey_SaysThatNoneWasSent(string? key, string address, string says)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(401, """{"error":{"message":"Unauthorized"}}"""));
        using ChatGatewayClient client = TestClient.For(server, options =>
        {
            options.ApiKey = key;
            options.Endpoints = [new Uri(server.Endpoint, $"/{address}")];
        });

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(DiagnosisCause.InvalidKey, error.Diagnosis.Cause);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyInAHeader_IsNotShown()
    {
        const string Secret = "0123456789abcdef0123456789abcdef";
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(401, $$"""{"error":{"message":"invalid subscription key {{Secret}}" } }"""));
        using ChatGatewayClient client = TestClient.For(server, options => options.Headers = new Dictionary<string, string> { ["api-key"] = Secret });

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("invalid subscription key ***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString() + error.ResponseExcerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_GivenTwice_IsOne()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(503, "{}", ("Retry-After", "3600")));
        using ChatGatewayClient client = TestClient.For(server, options =>
        {
            options.Endpoints = [server.Endpoint, server.Endpoint];
            options.Resilience.MaxRetries = 2;
        });

        await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("https://api.chatanywhere.tech", "https://api.chatanywhere.tech/v1/chat/completions")]
    [InlineData("https://api.chatanywhere.tech/", "https://api.chatanywhere.tech/v1/chat/completions")]
    [InlineData("https://api.chatanywhere.tech/v1", "https://api.chatanywhere.tech/v1/chat/completions")]
    [InlineData("https://api.chatanywhere.org/v1/", "https://api.chatanywhere.org/v1/chat/completions")]
    [InlineData("https://api.chatanywhere.tech/v1/chat/completions", "https://api.chatanywhere.tech/v1/chat/completions")]
    [InlineData("https://example.org", "https://example.org/chat/completions")]
    [InlineData("https://api.deepseek.com", "https://api.deepseek.com/chat/completions")]
    [InlineData("https://open.bigmodel.cn/api/paas/v4", "https://open.bigmodel.cn/api/paas/v4/chat/completions")]
    [InlineData("https://r.openai.azure.com/openai/deployments/d?api-version=1", "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=1")]
    [InlineData("https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=1", "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=1")]
    [InlineData("http://localhost:11434/v1/models", "http://localhost:11434/v1/chat/completions")]
    [InlineData("http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions")]
    [InlineData("https://example.org/a%20b/v1", "https://example.org/a%20b/v1/chat/completions")]
    public void Row82_Endpoint_Given_LeadsToTheRoute(string given, string address) =>
        Assert.Equal(address, EndpointRules.Join(EndpointRules.Normalize(new Uri(given), false, "e"), "chat/completions").AbsoluteUri);

    [Theory]
    [InlineData("https://api.chatanywhere.tech/v1/completions", "legacy completions route")]
    [InlineData("http://example.org/v1", "unencrypted")]
    [InlineData("https://user:SECRET@example.org/v1", "user name or password")]
    [InlineData("https://example.org/v1#frag", "fragment")]
    [InlineData("ftp://example.org/v1", "absolute http or https")]
    [InlineData("v1", "absolute http or https")]
    public void Row80_82_83_Endpoint_Unusable_ThrowsWithTheReason(string given, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => TestClient.For(new Uri(given, UriKind.RelativeOrAbsolute)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoint_InsecureHttp_CanBeAllowedByName()
    {
        using ChatGatewayClient client = TestClient.For(new Uri("http://example.org/v1"), options => options.AllowInsecureHttp = true);

        Assert.NotNull(client);
    }
}

using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatGateway.Tests.Security;

/// <summary>Keys that the client has not set itself are in no exception either.</summary>
public sealed class ForeignSecretTests
{
    private const string Secret = "THEIR-SECRET-0123";
    private const string Other = "OTHER-SECRET-4567";

    private static readonly ScriptedStep Echo = ScriptedServer.Json(401, $$$"""{"error":{"message":"bad key {{{Secret}}} / {{{Other}}}"}}""");

    [Fact]
    public async Task HeadersOfAnHttpClient_AreTakenOut()
    {
        await using ScriptedServer server = ScriptedServer.Start(Echo);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {Secret}");
        http.DefaultRequestHeaders.Add("x-api-key", Other);
        using var client = new ChatGatewayClient(http, new ChatGatewayOptions { Endpoints = [server.Endpoint] });

        await AssertHiddenAsync(client);

        Assert.Equal($"Bearer {Secret}", server.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task HeadersOfAHandler_AreTakenOut()
    {
        await using ScriptedServer server = ScriptedServer.Start(Echo);
        await using ServiceProvider services = new ServiceCollection()
            .AddChatGateway(options => options.Endpoints = [server.Endpoint])
            .AddHttpMessageHandler(() => new SigningHandler()).Services.BuildServiceProvider();

        await AssertHiddenAsync(services.GetRequiredService<ChatGatewayClient>());

        Assert.Equal(Secret, server.Requests[0].Headers["x-token"]);
    }

    [Fact]
    public async Task QueryOfAnEndpoint_IsTakenOut_AndNotShown()
    {
        await using ScriptedServer server = ScriptedServer.Start(Echo, Fast.Ok);
        using ChatGatewayClient client = TestClient.For(new Uri($"{server.Endpoint}?key={Secret}&sig={Other}"));

        GatewayResponseException error = await AssertHiddenAsync(client);
        Assert.Equal(server.Endpoint, error.Endpoint);
        Assert.Equal(server.Endpoint, (await client.CompleteChatAsync(TestClient.Request())).Response!.Endpoint);
        Assert.Contains(Secret, server.Requests[0].Path, StringComparison.Ordinal);
    }

    /// <summary>The platform's exception shows the proxy's address with name and password. Wrong ones are sent once: more would close an account.</summary>
    [Fact]
    public async Task PasswordOfAProxy_IsInNoException_AndSentOnce()
    {
        await using ScriptedServer proxy = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(407, ("Proxy-Authenticate", "Basic realm=x"), ("Content-Length", "0"));
        });
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(new Uri($"http://joe:{Secret}@{proxy.Endpoint.Authority}")) });
        using var client = new ChatGatewayClient(http, new ChatGatewayOptions { ApiKey = TestClient.Key, Endpoints = [new Uri("https://gateway.test/v1")] });

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Equal((DiagnosisCause.BlockedByProxy, 1), (error.Diagnosis.Cause, error.Attempts));
        Assert.Equal(HttpStatusCode.ProxyAuthenticationRequired, Assert.IsType<HttpRequestException>(error.InnerException).StatusCode);
        Assert.All(proxy.Requests, request => Assert.Equal("CONNECT", request.Method));
    }

    private static async Task<GatewayResponseException> AssertHiddenAsync(ChatGatewayClient client)
    {
        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("***", error.Message, StringComparison.Ordinal);
        foreach (string text in (string[])[error.ToString(), error.ResponseExcerpt!, error.ErrorMessage!])
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }
        return error;
    }

    private sealed class SigningHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-token", Secret);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

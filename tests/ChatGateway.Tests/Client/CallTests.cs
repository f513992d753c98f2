using ChatGateway.Tests.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>What a call sends and how it ends.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task Headers_OfTheClient_TakeThePlaceOfItsOwn()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options => options.Headers = new Dictionary<string, string> { ["accept"] = "application/x-mine" });

        await client.CompleteChatAsync(TestClient.Request());

        Assert.Equal("application/x-mine", server.Requests[0].Headers["Accept"]);
    }

    [Fact]
    public async Task CompleteChatAsync_Request_SendsOnlyWhatIsSet()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion, ("x-request-id", "req-7")));
        using ChatGatewayClient client = TestClient.For(server, options => options.Headers = new Dictionary<string, string> { ["X-Title"] = "app", ["x-case"] = "client" });

        ChatCompletion completion = await client.CompleteChatAsync(
            TestClient.Request(), new RequestOptions { Headers = new Dictionary<string, string> { ["x-case"] = "call" } });

        ScriptedRequest request = server.Requests[0];
        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.Equal("""{"messages":[{"role":"user","content":"Hello"}],"model":"gpt-4o-mini"}""", request.Body);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("application/json", request.Headers["Accept"]);
        Assert.Equal($"Bearer {TestClient.Key}", request.Headers["Authorization"]);
        Assert.StartsWith("ChatGateway/", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("app", request.Headers["X-Title"]);
        Assert.Equal("call", request.Headers["x-case"]);
        Assert.Equal(request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Headers["Content-Length"]);
        Assert.Equal(new GatewayResponse(server.Endpoint, "req-7", 1), completion.Response);
    }

    [Fact]
    public async Task CompleteChatAsync_HttpClientOfTheCallers_IsUsedAndKept()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using var httpClient = new HttpClient();
        var options = new ChatGatewayOptions { Endpoints = [server.Endpoint] };
        using (var client = new ChatGatewayClient(httpClient, options)) await client.CompleteChatAsync(TestClient.Request());

        using var another = new ChatGatewayClient(httpClient, options);
        Assert.Equal("Hi", (await another.CompleteChatAsync(TestClient.Request())).Text);
    }

    [Theory]
    [InlineData(Answers.Completion)]
    [InlineData("nonsense")]
    public async Task CompleteChatAsync_ResponseOfAHandlerOfTheCallers_IsDisposedOf(string body)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, body));
        var handler = new LeasingHandler();
        using var httpClient = new HttpClient(handler);
        using var client = new ChatGatewayClient(httpClient, new ChatGatewayOptions { Endpoints = [server.Endpoint] });

        await Record.ExceptionAsync(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal((1, 1), (handler.Given, handler.Returned));
    }

    [Fact]
    public async Task CompleteChatAsync_DefaultModel_IsUsed()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options => options.DefaultModel = "my-model");

        await client.CompleteChatAsync("Hello");

        Assert.Equal("my-model", (string?)JObject.Parse(server.Requests[0].Body)["model"]);
    }

    [Fact]
    public async Task GetModelAsync_Id_IsEncodedAsOneSegment()
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, """{"id":"../models/a b.gguf"}"""));
        using ChatGatewayClient client = TestClient.For(server);

        ModelInfo model = await client.GetModelAsync("../models/a b.gguf");

        Assert.Equal("/v1/models/..%2Fmodels%2Fa%20b.gguf", server.Requests[0].Path);
        Assert.Equal("../models/a b.gguf", model.Id);
    }

    [Fact]
    public async Task GetModelAsync_ListOnlyGateway_SearchesTheList()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedServer.Json(404, "{}"), ScriptedServer.Json(200, """{"object":"list","data":[{"id":"a"},{"id":"b","owned_by":"me"}]}"""));
        using ChatGatewayClient client = TestClient.For(server);

        Assert.Equal("me", (await client.GetModelAsync("b")).OwnedBy);
    }

    [Fact]
    public async Task GetModelAsync_ListOnlyGateway_HasTheTimeOfOneCall()
    {
        await using ScriptedServer server = ScriptedServer.Start(Late(404), Late(200));
        using ChatGatewayClient client = TestClient.For(server);

        await Assert.ThrowsAsync<GatewayConnectionException>(() => client.GetModelAsync("b", new RequestOptions { Timeout = TimeSpan.FromSeconds(1.5) }));

        static ScriptedStep Late(int status) => async connection =>
        {
            await connection.ReadRequestAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            await connection.SendHeadAsync(status, ("Content-Type", "application/json"), ("Content-Length", "2"));
            await connection.SendAsync("{}");
        };
    }

    [Fact]
    public async Task GetModelAsync_NotListed_ThrowsTheFirstAnswer()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedServer.Json(404, """{"error":{"message":"model not found"}}"""), ScriptedServer.Json(200, """{"object":"list","data":[]}"""));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.GetModelAsync("b"));

        Assert.Equal("model not found", error.ErrorMessage);
    }

    [Fact]
    public async Task CompleteChatAsync_Cancelled_CarriesTheCallersToken()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.StallAsync();
        });
        using ChatGatewayClient client = TestClient.For(server);
        using var cancellation = new CancellationTokenSource();

        Task<ChatCompletion> call = client.CompleteChatAsync(TestClient.Request(), cancellation.Token);
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task CompleteChatAsync_StalledBody_TimesOut()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Content-Length", "100"));
            await connection.SendAsync("{");
            await connection.StallAsync();
        });
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(
            () => client.CompleteChatAsync(TestClient.Request(), new RequestOptions { Timeout = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(DiagnosisCause.TimedOut, error.Diagnosis.Cause);
        Assert.Contains("0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteChatAsync_Redirect_IsNotFollowed()
    {
        await using ScriptedServer target = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(307, "", ("Location", target.Endpoint.AbsoluteUri)));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Equal(DiagnosisCause.Redirected, error.Diagnosis.Cause);
        Assert.Equal(0, target.ConnectionCount);
    }

    [Fact]
    public async Task CompleteChatAsync_BodyOverTheLimit_NamesTheOption()
    {
        string body = $$"""{"choices":[],"padding":"{{new string('x', 5000)}}"}""";
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, body));
        using ChatGatewayClient client = TestClient.For(server, options => options.Limits.MaxBodyBytes = 2048);

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("GatewayLimits.MaxBodyBytes (2048 bytes)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("<html>SECRET</html>")]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"SECRET"}}]} trailing""")]
    [InlineData("""{"choices":[{"index":0,"message":{"content":{"a":"SECRET"}}}]}""")]
    [InlineData("""{"choices":[{"index":-1,"message":{"content":"SECRET"}}]}""")]
    [InlineData("""{"created":1e400,"choices":[{"index":0,"message":{"content":"SECRET"}}]}""")]
    public async Task CompleteChatAsync_NotTheApi_ThrowsWithoutThePayload(string body)
    {
        await using ScriptedServer server = ScriptedServer.StartOnce(ScriptedServer.Json(200, body));
        using ChatGatewayClient client = TestClient.For(server);

        var error = await Assert.ThrowsAsync<GatewayProtocolException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public async Task CompleteChatAsync_NobodyListens_ThrowsConnectionException()
    {
        Uri endpoint;
        await using (ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, "{}"))) endpoint = server.Endpoint;
        using ChatGatewayClient client = TestClient.For(endpoint);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
    }
}

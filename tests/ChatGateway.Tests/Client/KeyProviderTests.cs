using ChatGateway.Tests.Quota;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Client;

/// <summary>A source of keys of the caller's own: asked for each request, and its failures are the client's exceptions.</summary>
public sealed class KeyProviderTests
{
    public static TheoryData<Type> Failures =>
    [
        typeof(TaskCanceledException), typeof(HttpRequestException), typeof(TimeoutException), typeof(UnauthorizedAccessException),
        typeof(InvalidOperationException), typeof(KeyNotFoundException), typeof(VaultException),
    ];

    [Fact]
    public async Task KeyProvider_IsAskedForEachRequest()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        int count = 0;
        using ChatGatewayClient client = TestClient.For(server, options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => ValueTask.FromResult<string?>($"key-{++count}");
        });

        await client.CompleteChatAsync(TestClient.Request());
        await client.CompleteChatAsync(TestClient.Request());

        Assert.Equal(["Bearer key-1", "Bearer key-2"], server.Requests.Select(request => request.Headers["Authorization"]));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task KeyProvider_ThatFails_SaysSo(Type failure)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options => Throw(options, failure));

        var whole = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));
        var streamed = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatStreamingAsync(TestClient.Request()).ToChatCompletionAsync());

        Assert.All([whole, streamed], error =>
        {
            Assert.Contains($"ChatGatewayOptions.ApiKeyProvider could not get a key ({failure.Name}).", error.Message, StringComparison.Ordinal);
            Assert.Contains("Nothing was sent", error.Diagnosis.Explanation, StringComparison.Ordinal);
            Assert.IsType(failure, error.InnerException);
            Assert.False(RetryRules.SpeaksAgainstTheHost(error));
        });
        Assert.Equal(0, server.ConnectionCount);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task KeyProvider_ThatFails_FailsTheQuotaAlike(Type failure)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = Free.Client(server, options => Throw(options, failure));

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.GetQuotaAsync());

        Assert.IsType(failure, error.InnerException);
    }

    [Fact]
    public async Task KeyProvider_ThatGivesNoKeyForAHeader_FailsAndShowsNothingOfIt()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using ChatGatewayClient client = TestClient.For(server, options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => new("SECRET x");
        });

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request()));

        Assert.Contains("blank", error.InnerException!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyProvider_ThatFailsAsTheCallerLeaves_IsACancellation()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedServer.Json(200, Answers.Completion));
        using var leaving = new CancellationTokenSource();
        using ChatGatewayClient client = TestClient.For(server, options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = async _ =>
            {
                await leaving.CancelAsync();
                throw new VaultException();
            };
        });

        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => client.CompleteChatAsync(TestClient.Request(), leaving.Token));

        Assert.Equal(leaving.Token, error.CancellationToken);
    }

    private static void Throw(ChatGatewayOptions options, Type failure)
    {
        options.ApiKey = null;
        options.ApiKeyProvider = _ => throw (Exception)Activator.CreateInstance(failure)!;
    }

    /// <summary>As the SDKs of vaults have their own.</summary>
    private sealed class VaultException() : Exception("the vault is sealed");
}

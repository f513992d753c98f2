using System.Net;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Quota;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>What keeps a retry from being sent does not hide why one was wanted.</summary>
public sealed class StoppedRetryTests
{
    [Fact]
    public Task NoTurnInTheMinute_IsTheFailureBefore() => FailsAsTheFirstAttemptAsync(
        options => options.Quota.RequestsPerMinute = 1, new RequestOptions { Timeout = TimeSpan.FromSeconds(0.5) });

    [Fact]
    public Task RefusedInTheMinute_IsTheFailureBefore() => FailsAsTheFirstAttemptAsync(options =>
    {
        options.Quota.RequestsPerMinute = 1;
        options.Quota.WhenLimited = LimitBehavior.Refuse;
    });

    [Fact]
    public Task DaysEnd_IsTheFailureBefore() => FailsAsTheFirstAttemptAsync(options => options.Quota.RequestsPerDay = new Dictionary<string, int> { ["free-5"] = 1 });

    [Fact]
    public Task NoKey_IsTheFailureBefore()
    {
        int asked = 0;
        return FailsAsTheFirstAttemptAsync(options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => ++asked == 1 ? new(TestClient.Key) : throw new HttpRequestException("the vault is gone");
        });
    }

    private static async Task FailsAsTheFirstAttemptAsync(Action<ChatGatewayOptions> configure, RequestOptions? options = null)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Fails(503));
        using ChatGatewayClient client = Free.Client(server, configure);

        var error = await Assert.ThrowsAsync<GatewayResponseException>(() => client.CompleteChatAsync(TestClient.Request("gpt-4o"), options));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (error.StatusCode, error.Attempts));
        Assert.Single(server.Requests);
    }
}

using System.Net;
using System.Net.Sockets;
using ChatGateway.Tests.Client;
using ChatGateway.Tests.Quota;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Resilience;

/// <summary>Sources of keys and stores of the caller's own that never end, and take no heed of their token, hold no call.</summary>
public sealed class CallersWorkTests
{
    private static readonly RequestOptions Short = new() { Timeout = TimeSpan.FromSeconds(0.3) };

    [Fact]
    public async Task SourceOfKeys_ThatNeverEnds_EndsWithTheCallsTime()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Fast.Client(server, NeverAKey);

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.CompleteChatAsync(TestClient.Request(), Short).WaitAsync(Answers.Patience));

        Assert.Equal((DiagnosisCause.TimedOut, 0), (error.Diagnosis.Cause, error.Attempts));
    }

    [Fact]
    public async Task SourceOfKeys_ThatNeverEnds_EndsWhenTheCallerLeaves_AndHoldsNoPlace()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        bool isStuck = true;
        using ChatGatewayClient client = Fast.Client(server, options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => isStuck ? new(new TaskCompletionSource<string?>().Task) : new(TestClient.Key);
            options.Resilience.MaxConcurrentCalls = 1;
        });
        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<OperationCanceledException>(() => client.CompleteChatAsync(TestClient.Request(), leaving.Token).WaitAsync(Answers.Patience));

        isStuck = false;
        Assert.Equal("Hi", (await client.CompleteChatAsync(TestClient.Request(), Short)).Text);
    }

    [Fact]
    public async Task Quota_WhoseKeyOrStoreNeverEnds_EndsWithTheCallsTime()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient keyless = Free.Client(server, NeverAKey);
        using ChatGatewayClient stuck = Free.Client(server, options => options.Quota.Store = new StuckQuotaStore());

        await Assert.ThrowsAsync<GatewayConnectionException>(() => keyless.GetQuotaAsync(Short).WaitAsync(Answers.Patience));
        await Assert.ThrowsAsync<GatewayConnectionException>(() => stuck.GetQuotaAsync(Short).WaitAsync(Answers.Patience));
    }

    [Fact]
    public async Task Store_ThatNeverTakesADaysEnd_HidesNoAnswer()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp());
        using ChatGatewayClient client = Free.Client(server, options => options.Quota.Store = new StuckQuotaStore());

        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync().WaitAsync(Answers.Patience));
    }

    [Fact]
    public async Task Store_ThatNeverTakesAPermitBack_HidesNoFailure()
    {
        using var closed = new Socket(SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using ChatGatewayClient client = Free.Client(new Uri($"http://{closed.LocalEndPoint}/v1"), options =>
        {
            options.Quota.Store = new StuckQuotaStore();
            options.Resilience.MaxRetries = 0;
        });

        var error = await Assert.ThrowsAsync<GatewayConnectionException>(() => client.AskAsync().WaitAsync(Answers.Patience));

        Assert.IsType<HttpRequestException>(error.InnerException);
    }

    [Fact]
    public async Task Store_ThatFailsToTakeAPermitBack_HidesNoRefusal()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using ChatGatewayClient client = Free.Client(server, options =>
        {
            options.Quota.Store = new FailingQuotaStore();
            options.Quota.RequestsPerMinute = 1;
            options.Quota.WhenLimited = LimitBehavior.Refuse;
        });
        await client.AskAsync();

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        Assert.Null(error.InnerException);
    }

    private static void NeverAKey(ChatGatewayOptions options)
    {
        options.ApiKey = null;
        options.ApiKeyProvider = static _ => new(new TaskCompletionSource<string?>().Task);
    }
}

using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>What a store of the caller's throws comes out as it is, and takes nothing of what it has said before.</summary>
public sealed class QuotaStoreFailureTests
{
    [Fact]
    public async Task Store_WhoseOwnTimeIsUp_IsNotTheCallsTimeOut()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        var failure = new TimeoutException("the store's own");
        using ChatGatewayClient client = Free.Client(server, options => options.Quota.Store = new ScriptedQuotaStore(FailAsync<QuotaDecision>(failure), FailAsync<IReadOnlyList<QuotaCount>>(failure)));

        Assert.Same(failure, await Assert.ThrowsAsync<TimeoutException>(() => client.AskAsync()));
    }

    private static Func<Task<T>> FailAsync<T>(Exception failure) => async () =>
    {
        await Task.Yield();
        throw failure;
    };
}

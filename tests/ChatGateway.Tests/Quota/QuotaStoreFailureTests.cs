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

    [Theory]
    [InlineData(QuotaVerdict.GroupExhausted, "free-5", 5, 5)]
    [InlineData(QuotaVerdict.TotalExhausted, "free-chat", 200, 200)]
    [InlineData(QuotaVerdict.Locked, "free-5", 5, 5)]
    public async Task Refusal_WhoseFiguresCannotBeRead_IsStillOne(QuotaVerdict verdict, string group, int used, int limit)
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        DateTimeOffset retryAt = TimeProvider.System.GetUtcNow().AddHours(1);
        Func<Task<IReadOnlyList<QuotaCount>>>[] readings =
        [
            FailAsync<IReadOnlyList<QuotaCount>>(new IOException("gone")),
            FailAsync<IReadOnlyList<QuotaCount>>(new TimeoutException("late")),
            () => throw new InvalidOperationException("at once"),
            () => new TaskCompletionSource<IReadOnlyList<QuotaCount>>().Task,
        ];
        foreach (Func<Task<IReadOnlyList<QuotaCount>>> read in readings)
        {
            using ChatGatewayClient client = Free.Client(server, options => options.Quota.Store = new ScriptedQuotaStore(
                () => Task.FromResult(new QuotaDecision(verdict, Day: 1, Used: 5, TotalUsed: 200, retryAt)), read));

            var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync().WaitAsync(Answers.Patience));

            Assert.Equal((group, used, limit, retryAt), (error.QuotaGroup, error.Used, error.Limit, error.RetryAt));
            Assert.NotNull(error.ResetsAt);
        }
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Refusal_WhoseCallerLeavesWhileTheFiguresAreRead_EndsByTheCallersToken()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        using var cancellation = new CancellationTokenSource();
        using ChatGatewayClient client = Free.Client(server, options => options.Quota.Store = new ScriptedQuotaStore(
            () => Task.FromResult(new QuotaDecision(QuotaVerdict.GroupExhausted, Day: 1, Used: 5, TotalUsed: 5, TimeProvider.System.GetUtcNow().AddHours(1))),
            async () =>
            {
                await cancellation.CancelAsync();
                return await new TaskCompletionSource<IReadOnlyList<QuotaCount>>().Task;
            }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CompleteChatAsync(TestClient.Request("gpt-4o"), cancellation.Token).WaitAsync(Answers.Patience));
    }

    private static Func<Task<T>> FailAsync<T>(Exception failure) => async () =>
    {
        await Task.Yield();
        throw failure;
    };
}

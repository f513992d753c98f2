using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>How long the gateway's word stands: as long as it says, and no longer than the day.</summary>
public sealed class QuotaLockTimeTests
{
    [Fact]
    public async Task Lock_WithATimeOfTheServers_LastsThatLong()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp(("Retry-After", "3600")), Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
        clock.Advance(TimeSpan.FromMinutes(59));
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        await client.AskAsync();

        Assert.Equal(Free.Morning.AddHours(1), error.RetryAt);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Lock_WithATimeOfTheServers_IsNotShortenedByAnAnswerWithout()
    {
        var told = new TaskCompletionSource();
        var untold = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(Held(told, Free.UsedUp(("Retry-After", "7200"))), Held(untold, Free.UsedUp()));
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);
        Task<ChatCompletion> one = client.AskAsync();
        await server.RequestsAsync(1);
        Task<ChatCompletion> other = client.AskAsync();
        await server.RequestsAsync(2);

        told.SetResult();
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => one.WaitAsync(Answers.Patience));
        untold.SetResult();
        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => other.WaitAsync(Answers.Patience));

        Assert.Equal(Free.Morning.AddHours(2), error.RetryAt);
        Assert.Equal(Free.Morning.AddHours(2), (await client.UsageAsync("free-5")).LockedUntil);
    }

    [Fact]
    public async Task Probe_AnsweredWithAShorterTime_LocksThatLong()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp(), Free.UsedUp(("Retry-After", "60")));
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());
        clock.Advance(TimeSpan.FromMinutes(15));

        var error = await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        Assert.Equal(Free.Morning.AddMinutes(16), error.RetryAt);
    }

    [Fact]
    public async Task Lock_EndsWithTheDay()
    {
        await using ScriptedServer server = ScriptedServer.Start(Free.UsedUp(("Retry-After", "86400")), Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        using ChatGatewayClient client = Free.Client(server, options => options.TimeProvider = clock);
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => client.AskAsync());

        clock.SetUtcNow(Free.Midnight);
        await client.AskAsync();
        await client.AskAsync();

        Assert.Equal(3, server.Requests.Count);
    }

    /// <summary>A step that answers when it is told to.</summary>
    private static ScriptedStep Held(TaskCompletionSource until, ScriptedStep answer) => async connection =>
    {
        await connection.ReadHeadAsync();
        await until.Task.WaitAsync(Answers.Patience);
        await answer(connection);
    };
}

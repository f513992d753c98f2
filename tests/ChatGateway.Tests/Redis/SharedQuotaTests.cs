using System.Diagnostics;
using ChatGateway.Sandbox;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>Three processes and one quota, over a real server.</summary>
public sealed class SharedQuotaTests
{
    private const int Quota = 150;
    private const int CallsOfEach = 100;
    private const int Together = 8;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Row86_ThreeProcesses_SendExactlyTheQuota()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using SandboxGateway sandbox = await OpenAsync();
        using var a = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach, Together);
        using var b = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach, Together);
        using var c = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach, Together);

        await EndAsync(a, b, c);

        Assert.Equal(Quota, sandbox.Requests.Count);
        Assert.Equal(Quota, a.Answered + b.Answered + c.Answered);
        Assert.Equal((3 * CallsOfEach) - Quota, a.Refused + b.Refused + c.Refused);
    }

    [Fact]
    public async Task Row86_OneProcessKilledHalfway_TheOthersSendTheRest()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using SandboxGateway sandbox = await OpenAsync();
        using var a = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach, Together);
        using var b = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach, Together);
        // more than the rest, so that the quota is what stops them
        using var killed = new QuotaWorker(sandbox.Endpoint, redis, Quota, calls: 10_000, Together);
        await killed.Begun.WaitAsync(Patience);
        await UntilAsync(() => killed.Answered >= 10 || sandbox.Requests.Count > Quota / 2);
        killed.Kill();

        await EndAsync(a, b);
        using var late = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach + Quota, Together);
        await EndAsync(late);

        // never more; what the killed one had taken and not sent yet is lost with it
        Assert.InRange(sandbox.Requests.Count, Quota - Together, Quota);
    }

    [Fact]
    public async Task Row86_RedisStoppedAndStartedMeanwhile_StillExactlyTheQuota()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        var clock = new FakeTimeProvider();
        await using SandboxGateway sandbox = await OpenAsync(clock);
        using var a = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach, Together);
        using var b = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach, Together);
        using var c = new QuotaWorker(sandbox.Endpoint, redis, Quota, CallsOfEach, Together);
        // the answers stand still while Redis goes down: the run must not be over before
        await UntilAsync(() => Answered(clock, sandbox, Quota / 2));

        await redis.DownAsync();
        int sentWhenDown = sandbox.Requests.Count;
        await redis.UpAsync();
        Task end = EndAsync(a, b, c);
        await UntilAsync(() => Answered(clock, sandbox, int.MaxValue) || end.IsCompleted);
        await end;

        Assert.InRange(sentWhenDown, Quota / 2, Quota - 1);
        Assert.Equal(Quota, sandbox.Requests.Count);
        Assert.Equal((3 * CallsOfEach) - Quota, a.Refused + b.Refused + c.Refused);
    }

    /// <summary>A gateway without a quota of its own; each answer takes a moment, so that the run has a middle.</summary>
    private static async Task<SandboxGateway> OpenAsync(TimeProvider? clock = null)
    {
        SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = SandboxRules.Open, TimeProvider = clock ?? TimeProvider.System });
        for (int i = 0; i < 2 * Quota; i++) sandbox.Faults.Enqueue(SandboxFault.Delay(Moment));
        return sandbox;
    }

    /// <summary>Lets the sandbox give the answers that are due, unless so many were asked for already.</summary>
    private static bool Answered(FakeTimeProvider clock, SandboxGateway sandbox, int count)
    {
        if (sandbox.Requests.Count >= count) return true;
        clock.Advance(Moment);
        return false;
    }

    private static async Task EndAsync(params QuotaWorker[] workers)
    {
        await Task.WhenAll(workers.Select(worker => worker.Ended)).WaitAsync(Patience);
        foreach (QuotaWorker worker in workers) Assert.True(worker.HasEnded, await worker.Errors);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "It never came to that.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}

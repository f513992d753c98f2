using System.Diagnostics;
using ChatGateway.Sandbox;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Servers;
using Xunit;

namespace ChatGateway.Tests.Redis;

/// <summary>Three processes and one quota, over a real server.</summary>
public sealed class SharedQuotaTests
{
    private const int Quota = 150;
    private const int CallsOfEach = 100;
    private const int Together = 8;

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
        var isDown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        await using ScriptedServer gateway = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            // the run must not end before Redis is down: the last answers wait for that
            if (Interlocked.Increment(ref asked) > Quota - (4 * Together)) await isDown.Task.WaitAsync(Patience);
            await Fast.Ok(connection);
        });
        using var a = new QuotaWorker(gateway.Endpoint, redis, Quota, CallsOfEach, Together);
        using var b = new QuotaWorker(gateway.Endpoint, redis, Quota, CallsOfEach, Together);
        using var c = new QuotaWorker(gateway.Endpoint, redis, Quota, CallsOfEach, Together);
        await UntilAsync(() => gateway.Requests.Count >= 20);

        await redis.DownAsync();
        int sentWhenDown = gateway.Requests.Count;
        isDown.SetResult();
        await redis.UpAsync();
        await EndAsync(a, b, c);

        Assert.InRange(sentWhenDown, 20, Quota - 1);
        Assert.Equal(Quota, gateway.Requests.Count);
        Assert.Equal((3 * CallsOfEach) - Quota, a.Refused + b.Refused + c.Refused);
    }

    /// <summary>A gateway without a quota of its own; each answer takes a moment, so that the run has a middle.</summary>
    private static async Task<SandboxGateway> OpenAsync()
    {
        SandboxGateway sandbox = await SandboxGateway.StartAsync(new SandboxOptions { Rules = SandboxRules.Open });
        for (int i = 0; i < 2 * Quota; i++) sandbox.Faults.Enqueue(SandboxFault.Delay(TimeSpan.FromMilliseconds(20)));
        return sandbox;
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

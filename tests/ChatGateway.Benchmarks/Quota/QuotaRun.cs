using System.Globalization;
using ChatGateway.Benchmarks.Compare;
using ChatGateway.Benchmarks.Metrics;

namespace ChatGateway.Benchmarks.Quota;

/// <summary>What a permit of the day's quota costs an attempt: in memory, and in Redis beside a PING of the same connection.</summary>
internal static class QuotaRun
{
    private const int Rounds = 21;

    /// <summary>Short and many: two processes on few cores disturb each other now and then.</summary>
    private const int RedisRounds = 201;

    public static async Task<int> RunAsync()
    {
        LocalPermits local = new();
        local.Take(LocalPermits.InATurn);
        Permit[] permits = [.. Enumerable.Range(0, Rounds).Select(_ => local.Take(LocalPermits.InATurn))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"local permit: {Statistics.Median(permits.Select(permit => permit.Nanoseconds)):0.0} ns (must 200), {permits.Max(permit => permit.Bytes):0.###} B (must 0)"));

        await using RedisPermits redis = await RedisPermits.StartAsync();
        (double Ping, double Permit)[] pairs = new (double, double)[RedisRounds];
        await WarmUp.RunAsync([redis.MeasureAsync]);
        for (int i = 0; i < RedisRounds; i++) pairs[i] = await redis.MeasureAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Redis permit: {Statistics.Median(pairs.Select(pair => pair.Permit)):0.0} µs, PING {Statistics.Median(pairs.Select(pair => pair.Ping)):0.0} µs, ratio {Statistics.Median(pairs.Select(pair => pair.Permit / pair.Ping)):0.00} (must 1.5)"));
        return 0;
    }
}

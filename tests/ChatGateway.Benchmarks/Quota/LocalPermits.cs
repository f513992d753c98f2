using System.Diagnostics;
using System.Threading.RateLimiting;

namespace ChatGateway.Benchmarks.Quota;

/// <summary>Permits of a quota that is counted in memory and never used up, taken as an attempt takes them.</summary>
internal sealed class LocalPermits
{
    public const int InATurn = 1_000_000;

    private const string Key = "sk-benchmark";

    private static readonly ModelId Model = ModelId.Gpt4oMini;

    private readonly DailyQuota _quota;

    public LocalPermits()
    {
        var options = new QuotaOptions { ChatRequestsPerDay = int.MaxValue, RequestsPerDay = new Dictionary<string, int> { ["free-200"] = int.MaxValue } };
        _quota = new DailyQuota(
            new QuotaPlan(options, "benchmark", isPrivate: true), new MemoryQuotaStore(TimeProvider.System), TimeSpan.Zero, _ => true, TimeProvider.System);
    }

    public Permit Take(int count)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            ValueTask<RateLimitLease> lease = _quota.Limiter.AcquireAsync(_quota.Plan.ScopeOf(Key, Model, isEmbedding: false));
            if (!lease.IsCompletedSuccessfully || !lease.Result.IsAcquired) throw new InvalidOperationException("A permit was refused.");
        }
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return new Permit(elapsed.TotalNanoseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / count);
    }
}

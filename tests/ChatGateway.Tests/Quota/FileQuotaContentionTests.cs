using ChatGateway.Tests.Security;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>A file that others hold is waited for, and what could not be written meanwhile is added to what they have counted.</summary>
public sealed class FileQuotaContentionTests : IDisposable
{
    private static readonly QuotaScope Scope = new("account", "free-5", 50, "free-chat", 200, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    private readonly string _folder = Directory.CreateTempSubdirectory("chatgateway-quota").FullName;

    private string FilePath => Path.Combine(_folder, "quota.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Stores_ThatTakeWithoutAPause_GrantTheLimitTogetherAndStarveNone()
    {
        FileQuotaStore[] stores = [.. Enumerable.Range(0, 8).Select(_ => new FileQuotaStore(FilePath))];

        int[] granted = await Task.WhenAll(stores.Select(store => Task.Run(async () =>
        {
            int count = 0;
            for (int i = 0; i < 40; i++)
            {
                if ((await store.TakeAsync(Scope with { Limit = 120 }, default)).IsGranted) count++;
            }
            return count;
        })));

        Assert.Equal(120, granted.Sum());
        Assert.All(granted, count => Assert.InRange(count, 2, 40));
    }

    [Fact]
    public async Task File_HeldByAnother_CountsOnFromWhatItSays()
    {
        for (int i = 0; i < 3; i++) await new FileQuotaStore(FilePath).TakeAsync(Scope, default);
        FileQuotaStore store = Hasty();
        using FileStream held = Hold();

        Assert.Equal(4, (await store.TakeAsync(Scope, default)).Used);
        Assert.Equal((QuotaVerdict.GroupExhausted, 4), Told(await store.TakeAsync(Scope with { Limit = 4 }, default)));
        Assert.Equal(4, (await store.ReadAsync(Scope.Account, [Scope.Group], Scope.ResetUtcOffset, default))[0].Used);

        static (QuotaVerdict Verdict, int Used) Told(QuotaDecision decision) => (decision.Verdict, decision.Used);
    }

    [Fact]
    public async Task File_BackAgain_AddsWhatWasCountedMeanwhile()
    {
        var other = new FileQuotaStore(FilePath);
        await other.TakeAsync(Scope, default);
        using var logs = new CollectingLoggerProvider();
        FileQuotaStore store = Hasty(logs);
        using (Hold())
        {
            for (int i = 0; i < 2; i++) await store.TakeAsync(Scope, default);
        }
        for (int i = 0; i < 3; i++) await other.TakeAsync(Scope, default);

        QuotaDecision next = await store.TakeAsync(Scope, default);

        Assert.Equal((1 + 2 + 3 + 1, 1 + 2 + 3 + 1), (next.Used, next.TotalUsed));
        Assert.Equal(8, (await other.TakeAsync(Scope, default)).Used);
        Assert.Single(logs.Messages, message => message.Contains("cannot be used", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, QuotaVerdict.Locked)]
    [InlineData(false, QuotaVerdict.Granted)]
    public async Task File_BackAgain_IsToldOfLocksAndTheirEnds(bool isLocked, QuotaVerdict expected)
    {
        var other = new FileQuotaStore(FilePath);
        if (isLocked) await other.TakeAsync(Scope, default);
        else await other.LockAsync(Scope, TimeSpan.FromHours(1), default);
        FileQuotaStore store = Hasty();
        using (Hold())
        {
            if (isLocked) await store.LockAsync(Scope, TimeSpan.FromHours(1), default);
            else await store.UnlockAsync(Scope, default);
        }
        // whatever writes
        await store.TakeAsync(Scope with { Group = "free-30" }, default);

        Assert.Equal(expected, (await other.TakeAsync(Scope, default)).Verdict);
    }

    [Fact]
    public async Task Refusal_WritesNothing()
    {
        var store = new FileQuotaStore(FilePath);
        await store.TakeAsync(Scope with { Limit = 1 }, default);
        DateTime written = DateTime.UnixEpoch;
        File.SetLastWriteTimeUtc(FilePath, written);

        QuotaVerdict verdict = (await store.TakeAsync(Scope with { Limit = 1 }, default)).Verdict;

        Assert.Equal((QuotaVerdict.GroupExhausted, written), (verdict, File.GetLastWriteTimeUtc(FilePath)));
    }

    [Fact]
    public async Task Takes_ThatWaitTogether_AreWrittenAtOnce()
    {
        var store = new FileQuotaStore(FilePath);
        Task<QuotaDecision>[] takes;
        using (Hold()) takes = [.. Enumerable.Range(0, 40).Select(_ => store.TakeAsync(Scope, default).AsTask())];
        await Task.WhenAny(takes);

        // those that were told first are in the file already, and so are all others
        Assert.Equal(40, (await new FileQuotaStore(FilePath).ReadAsync(Scope.Account, [Scope.Group], Scope.ResetUtcOffset, default))[0].Used);
        await Task.WhenAll(takes);
    }

    /// <summary>A store that does not wait long.</summary>
    private FileQuotaStore Hasty(CollectingLoggerProvider? logs = null) =>
        new(FilePath, logger: logs?.CreateLogger("quota")) { Patience = TimeSpan.FromMilliseconds(100) };

    private FileStream Hold() => new(FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}

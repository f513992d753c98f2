using ChatGateway.Tests.Client;
using ChatGateway.Tests.Resilience;
using ChatGateway.Tests.Security;
using ChatGateway.Tests.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>Counts that outlive a process.</summary>
public sealed class FileQuotaStoreTests : IDisposable
{
    private static readonly QuotaScope Scope = new("account", "free-5", 5, "free-chat", 200, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    /// <summary>How long a store waits for others where no test is lost by it, on however slow a disk.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("chatgateway-quota").FullName;

    private string FilePath => Path.Combine(_folder, "of", "counts", "quota.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Client_MadeAnew_GoesOnWithTheCounts()
    {
        await using ScriptedServer server = ScriptedServer.Start(Fast.Ok);
        FakeTimeProvider clock = Free.Clock();
        for (int i = 0; i < 5; i++)
        {
            using ChatGatewayClient client = Client();
            await client.AskAsync();
        }

        using ChatGatewayClient restarted = Client();
        await Assert.ThrowsAsync<QuotaExhaustedException>(() => restarted.AskAsync());
        clock.SetUtcNow(Free.Midnight);
        await restarted.AskAsync();

        Assert.Equal(6, server.Requests.Count);
        string text = await File.ReadAllTextAsync(FilePath);
        Assert.DoesNotContain(TestClient.Key, text, StringComparison.Ordinal);
        Assert.Contains("\"free-5\": 1", text, StringComparison.Ordinal);

        ChatGatewayClient Client() => Free.Client(server, options =>
        {
            options.TimeProvider = clock;
            options.Quota.FilePath = FilePath;
        });
    }

    [Fact]
    public async Task Lock_OutlivesTheProcess()
    {
        FakeTimeProvider clock = Free.Clock();
        await new FileQuotaStore(FilePath, clock).LockAsync(Scope, TimeSpan.FromMinutes(15), default);

        QuotaDecision decision = await new FileQuotaStore(FilePath, clock).TakeAsync(Scope, default);

        Assert.Equal((QuotaVerdict.Locked, Free.Morning.AddMinutes(15)), (decision.Verdict, decision.RetryAt));
    }

    [Fact]
    public async Task Stores_OfManyAtOnce_CountEachRequestOnce()
    {
        FileQuotaStore[] stores = [.. Enumerable.Range(0, 4).Select(_ => new FileQuotaStore(FilePath) { Patience = Long })];

        QuotaDecision[] decisions = await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(i => Task.Run(async () => await stores[i % stores.Length].TakeAsync(Scope with { Limit = 60 }, default))));

        Assert.Equal(60, decisions.Count(decision => decision.IsGranted));
        Assert.Equal(Enumerable.Range(1, 60), decisions.Where(decision => decision.IsGranted).Select(decision => decision.Used).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"version":2,"accounts":{}}""")]
    [InlineData("""{"version":1,"accounts":{"account":null}}""")]
    [InlineData("""{"version":1,"accounts":{"account":{"day":1,"used":null,"locks":{}}}}""")]
    [InlineData("""{"version":1,"accounts":{"account":{"day":3000000,"used":{},"locks":{}}}}""")]
    [InlineData("""{"version":1,"accounts":{"account":{"day":2147483647,"used":{},"locks":{}}}}""")]
    [InlineData("""{"version":1,"accounts":{"account":{"day":-1,"used":{},"locks":{}}}}""")]
    [InlineData("""{"version":1,"accounts":{"account":{"day":1,"used":{"free-5":-7},"locks":{}}}}""")]
    public async Task File_Damaged_IsWrittenAnewAndSaysSo(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, content);
        using var logs = new CollectingLoggerProvider();
        var store = new FileQuotaStore(FilePath, logger: logs.CreateLogger("quota"));

        await store.TakeAsync(Scope, default);
        QuotaDecision second = await new FileQuotaStore(FilePath).TakeAsync(Scope, default);

        Assert.Equal(2, second.Used);
        Assert.Single(logs.Messages, message => message.Contains("cannot be used", StringComparison.Ordinal));
    }

    // the last day that the file may hold
    [Fact]
    public async Task File_OfALateDay_CountsToday()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, """{"version":1,"accounts":{"account":{"day":2932894,"used":{"free-5":5},"locks":{}}}}""");

        Assert.Equal(1, (await new FileQuotaStore(FilePath).TakeAsync(Scope with { ResetUtcOffset = TimeSpan.FromHours(-14) }, default)).Used);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2026-07-04T00:00:00Z")]
    public async Task File_WithALockThatNoDayHasRoomFor_HasNone(string until)
    {
        FakeTimeProvider clock = Free.Clock();
        int day = new QuotaCalendar(Scope.ResetUtcOffset).DayOf(Free.Morning);
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(
            FilePath, $$$$$"""{"version":1,"accounts":{"account":{"day":{{{{{day}}}}},"used":{"free-5":1},"locks":{"free-5":"{{{{{until}}}}}"}}}}""");
        var store = new FileQuotaStore(FilePath, clock);

        IReadOnlyList<QuotaCount> counts = await store.ReadAsync(Scope.Account, [Scope.Group], Scope.ResetUtcOffset, default);
        QuotaDecision decision = await store.TakeAsync(Scope, default);

        Assert.Equal([new QuotaCount(1, null)], counts);
        Assert.Equal((QuotaVerdict.Granted, 2), (decision.Verdict, decision.Used));
    }

    [Fact]
    public async Task File_CountedByAClockYearsAhead_StartsTheDayAnew()
    {
        FakeTimeProvider clock = Free.Clock();
        var ahead = new FakeTimeProvider(Free.Morning.AddYears(10));
        for (int i = 0; i < 5; i++) await new FileQuotaStore(FilePath, ahead).TakeAsync(Scope, default);
        var store = new FileQuotaStore(FilePath, clock);

        for (int day = 0; day < 3; day++)
        {
            QuotaDecision[] decisions = new QuotaDecision[6];
            for (int i = 0; i < decisions.Length; i++) decisions[i] = await store.TakeAsync(Scope, default);
            Assert.Equal(5, decisions.Count(decision => decision.IsGranted));
            clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task File_ThatCannotBeMade_CountsInMemoryAndSaysSoOnce()
    {
        string blocked = Path.Combine(_folder, "blocked");
        await File.WriteAllTextAsync(blocked, "a file where a folder is needed");
        using var logs = new CollectingLoggerProvider();
        var store = new FileQuotaStore(Path.Combine(blocked, "quota.json"), logger: logs.CreateLogger("quota"));

        QuotaDecision[] decisions = new QuotaDecision[7];
        for (int i = 0; i < decisions.Length; i++) decisions[i] = await store.TakeAsync(Scope, default);

        Assert.Equal(5, decisions.Count(decision => decision.IsGranted));
        Assert.Single(logs.Messages, message => message.Contains("cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TakeAsync_CancelledWhileItWaits_ThrowsAndCountsNothing()
    {
        var store = new FileQuotaStore(FilePath) { Patience = Long };
        await store.TakeAsync(Scope, default);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using (new FileStream(FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.TakeAsync(Scope, cancellation.Token));

        Assert.Equal(2, (await store.TakeAsync(Scope, default)).Used);
    }
}

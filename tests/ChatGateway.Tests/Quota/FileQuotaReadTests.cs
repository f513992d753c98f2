using ChatGateway.Tests.Security;
using Xunit;

namespace ChatGateway.Tests.Quota;

/// <summary>Who asks for the counts changes no file.</summary>
public sealed class FileQuotaReadTests : IDisposable
{
    private static readonly QuotaScope Scope = new("account", "free-5", 5, "free-chat", 200, TimeSpan.FromHours(8), TimeSpan.FromMinutes(15));

    private readonly string _folder = Directory.CreateTempSubdirectory("chatgateway-quota").FullName;

    private string FilePath => Path.Combine(_folder, "of", "counts", "quota.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadAsync_NoFile_MakesNone()
    {
        IReadOnlyList<QuotaCount> counts = await new FileQuotaStore(FilePath).ReadAsync(Scope.Account, [Scope.Group], Scope.ResetUtcOffset, default);

        Assert.Equal([new QuotaCount(0, null)], counts);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task ReadAsync_DamagedFile_LeavesItAndSaysSo()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, "{");
        using var logs = new CollectingLoggerProvider();
        var store = new FileQuotaStore(FilePath, logger: logs.CreateLogger("quota"));

        for (int i = 0; i < 2; i++) await store.ReadAsync(Scope.Account, [Scope.Group], Scope.ResetUtcOffset, default);

        Assert.Equal("{", await File.ReadAllTextAsync(FilePath));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(FilePath)!));
        Assert.Single(logs.Messages, message => message.Contains("cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_WhileAnotherProcessHoldsTheFile_TellsItsCounts()
    {
        await new FileQuotaStore(FilePath).TakeAsync(Scope, default);
        using (new FileStream(FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            IReadOnlyList<QuotaCount> counts =
                await new FileQuotaStore(FilePath).ReadAsync(Scope.Account, [Scope.Group], Scope.ResetUtcOffset, default);
            Assert.Equal(1, counts[0].Used);
        }
    }
}

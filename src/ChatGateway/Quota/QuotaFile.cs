using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatGateway;

/// <summary>What a <see cref="FileQuotaStore"/> writes down.</summary>
/// <param name="Version">The form of the file.</param>
/// <param name="Accounts">The ledgers by account.</param>
internal sealed record QuotaFile(int Version, IReadOnlyDictionary<string, QuotaFile.Ledger> Accounts)
{
    public const int CurrentVersion = 1;

    /// <summary>What a file says that is not there.</summary>
    public static QuotaFile Empty { get; } = new(CurrentVersion, new Dictionary<string, Ledger>());

    /// <summary>The last day that has an end on every clock.</summary>
    private static readonly int LastDay = (int)(DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalDays - 2;

    /// <summary>A ledger of an account.</summary>
    /// <param name="Day">The day that was counted, in days since 1970-01-01 on the gateway's clock.</param>
    /// <param name="Used">The requests by group.</param>
    /// <param name="Locks">The ends of locks by group.</param>
    internal sealed record Ledger(int Day, IReadOnlyDictionary<string, int> Used, IReadOnlyDictionary<string, DateTimeOffset> Locks);

    /// <exception cref="JsonException">It is no such file.</exception>
    public static QuotaFile Parse(ReadOnlySpan<byte> json)
    {
        QuotaFile? file = JsonSerializer.Deserialize(json, QuotaFileJson.Default.QuotaFile);
        return file is { Version: CurrentVersion, Accounts: not null } && file.Accounts.Values.All(IsPossible)
            ? file
            : throw new JsonException("The file has another form.");
    }

    /// <summary>Reads a file that may be replaced meanwhile.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="JsonException">It is no such file.</exception>
    public static QuotaFile? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] json = new byte[stream.Length];
            stream.ReadExactly(json);
            return Parse(json);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static QuotaFile Of(IReadOnlyDictionary<string, QuotaLedger> ledgers) =>
        new(CurrentVersion, ledgers.ToDictionary(entry => entry.Key, entry => new Ledger(entry.Value.Day, entry.Value.Used, entry.Value.Locks)));

    public Dictionary<string, QuotaLedger> ToLedgers() => Accounts.ToDictionary(
        entry => entry.Key, entry => QuotaLedger.Restore(entry.Value.Day, entry.Value.Used, entry.Value.Locks.Where(one => one.Value <= LastEndOf(entry.Value.Day))), StringComparer.Ordinal);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, QuotaFileJson.Default.QuotaFile);

    /// <summary>When a day ends where it ends last. Locks end with it: what is later is none.</summary>
    private static DateTimeOffset LastEndOf(int day) => new QuotaCalendar(TimeSpan.FromHours(-14)).EndOf(day);

    private static bool IsPossible(Ledger? ledger) =>
        ledger is { Used: not null, Locks: not null, Day: >= 0 } && ledger.Day <= LastDay && ledger.Used.Values.All(count => count >= 0);
}

/// <summary>Reads and writes the file without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QuotaFile))]
internal sealed partial class QuotaFileJson : JsonSerializerContext;

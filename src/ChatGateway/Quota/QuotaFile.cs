using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatGateway;

/// <summary>What a <see cref="FileQuotaStore"/> writes down.</summary>
/// <param name="Version">The form of the file.</param>
/// <param name="Accounts">The ledgers by account.</param>
internal sealed record QuotaFile(int Version, IReadOnlyDictionary<string, QuotaFile.Ledger> Accounts)
{
    public const int CurrentVersion = 1;

    /// <summary>A ledger of an account.</summary>
    /// <param name="Day">The day that was counted, in days since 1970-01-01 on the gateway's clock.</param>
    /// <param name="Used">The requests by group.</param>
    /// <param name="Locks">The ends of locks by group.</param>
    internal sealed record Ledger(int Day, IReadOnlyDictionary<string, int> Used, IReadOnlyDictionary<string, DateTimeOffset> Locks);

    /// <exception cref="JsonException">It is no such file.</exception>
    public static QuotaFile Parse(ReadOnlySpan<byte> json)
    {
        QuotaFile? file = JsonSerializer.Deserialize(json, QuotaFileJson.Default.QuotaFile);
        return file is { Version: CurrentVersion, Accounts: not null } && file.Accounts.Values.All(ledger => ledger is { Used: not null, Locks: not null })
            ? file
            : throw new JsonException("The file has another form.");
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, QuotaFileJson.Default.QuotaFile);
}

/// <summary>Reads and writes the file without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QuotaFile))]
internal sealed partial class QuotaFileJson : JsonSerializerContext;

using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace ChatGateway;

/// <summary>
/// How requests are counted against the daily quotas of a free key, and how many may be sent at all. Each attempt counts, retries
/// too: the gateway counts them. What the gateway says beats the count.
/// </summary>
/// <remarks>
/// The numbers are those of the catalogue (ChatAnywhere's README of 2026-06-27). The gateway's rules change several times a year:
/// every one can be set here. Where nothing is counted (<see cref="Enabled"/>) the numbers a day, <see cref="MaxWait"/>,
/// <see cref="FilePath"/> and <see cref="Store"/> have no effect.
/// </remarks>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The bounds are TimeSpans, whose converter the framework names itself and so keeps.")]
public sealed class QuotaOptions
{
    /// <summary>Whether requests are counted against daily quotas.</summary>
    /// <value>Default null: for free keys (<see cref="ChatGatewayOptions.KeyTier"/>) only.</value>
    public bool? Enabled { get; set; }

    /// <summary>Requests a day by quota group; other groups keep the catalogue's number.</summary>
    /// <value>0 or more each. Default null: the catalogue's.</value>
    public IDictionary<string, int>? RequestsPerDay { get; set; }

    /// <summary>
    /// The quota group by model id, for models that the catalogue does not know or counts elsewhere. All chat together, free-chat, is no
    /// group of its own.
    /// </summary>
    /// <value>Default null: the catalogue's. A model without a group counts by itself, without a limit of its own.</value>
    public IDictionary<string, string>? ModelGroups { get; set; }

    /// <summary>Chat requests a day over all groups.</summary>
    /// <value>0 to 2,147,483,647 (in effect no limit). Default null: the catalogue's, 200.</value>
    [Range(0, int.MaxValue)]
    public int? ChatRequestsPerDay { get; set; }

    /// <summary>The offset from UTC whose midnight starts a day.</summary>
    /// <value>-14 to 14 hours, whole minutes. Default null: the catalogue's, 8 hours.</value>
    [Range(typeof(TimeSpan), "-14:00:00", "14:00:00")]
    public TimeSpan? ResetUtcOffset { get; set; }

    /// <summary>Words in a 429 that mean a day's limit, which is not retried. Compared without regard to case.</summary>
    /// <value>Default null: the catalogue's, in Chinese and English.</value>
    public IList<string>? DailyQuotaTexts { get; set; }

    /// <summary>
    /// How long such a 429 keeps further requests of its group back, unless it names a time itself. Then one request is let through
    /// to see; the others follow when it is answered.
    /// </summary>
    /// <value>1 second to 15 minutes. Default 15 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan ProbeAfter { get; set; } = DefaultProbeAfter;

    /// <summary>
    /// The longest that a call waits in all for its quota to come back, within its own time (<see cref="ResilienceOptions.TotalTimeout"/>,
    /// <see cref="RequestOptions.Timeout"/>). A longer wait is refused at once.
    /// </summary>
    /// <value>0 to 1 day. Default 0: a call without quota is refused.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MaxWait { get; set; }

    /// <summary>Requests a minute that this client sends at most, of all models together, whatever the tier of the key.</summary>
    /// <value>1 to 1,000,000. Default null: no limit.</value>
    [Range(1, 1_000_000)]
    public int? RequestsPerMinute { get; set; }

    /// <summary>What happens to calls above <see cref="RequestsPerMinute"/> and <see cref="ResilienceOptions.MaxConcurrentCalls"/>.</summary>
    /// <value>Default <see cref="LimitBehavior.Wait"/>.</value>
    [EnumDataType(typeof(LimitBehavior))]
    public LimitBehavior WhenLimited { get; set; } = LimitBehavior.Wait;

    /// <summary>
    /// The length in tokens that a prompt must stay below; a longer one is refused before anything is sent. Without a
    /// <see cref="TokenCounter"/> it is estimated, on the low side: a prompt near the limit may still be refused by the gateway.
    /// </summary>
    /// <value>1 to 2,147,483,647 (in effect no limit). Default null: for free keys the catalogue's, 4,096, otherwise none.</value>
    [Range(1, int.MaxValue)]
    public int? MaxPromptTokens { get; set; }

    /// <summary>Counts the tokens of a text for a model, such as <c>TiktokenTokenizer.CountTokens</c> of Microsoft.ML.Tokenizers.</summary>
    /// <value>Default null: an estimate.</value>
    public Func<ModelId, string, int>? TokenCounter { get; set; }

    /// <summary>
    /// The file that remembers the counts, so that a restarted process goes on with them. Processes of one machine may share it.
    /// It holds a hash of the key, not the key.
    /// </summary>
    /// <value>Default null: the counts end with the client.</value>
    public string? FilePath { get; set; }

    /// <summary>Keeps the counts, instead of <see cref="FilePath"/>: a <see cref="MemoryQuotaStore"/> that several clients share, or a store shared by machines.</summary>
    /// <value>Default null.</value>
    public QuotaStore? Store { get; set; }

    internal static TimeSpan DefaultProbeAfter { get; } = TimeSpan.FromMinutes(15);

    /// <summary>A copy that later changes do not reach.</summary>
    internal QuotaOptions Copy()
    {
        var copy = (QuotaOptions)MemberwiseClone();
        if (RequestsPerDay is not null) copy.RequestsPerDay = new Dictionary<string, int>(RequestsPerDay, StringComparer.Ordinal);
        if (ModelGroups is not null) copy.ModelGroups = new Dictionary<string, string>(ModelGroups, StringComparer.Ordinal);
        return copy;
    }
}

using System.Threading.RateLimiting;

namespace ChatGateway;

/// <summary>A permit of a day's quota, or its refusal.</summary>
internal sealed class QuotaLease(QuotaDecision decision) : RateLimitLease
{
    /// <summary>What the store said. Of granted permits only the day is this one's own: the counts are those of the day's first.</summary>
    public QuotaDecision Decision { get; } = decision;

    /// <summary>Whether the attempt is to find out if a locked group is open again.</summary>
    public bool IsProbe => Decision.Verdict == QuotaVerdict.Probe;

    public override bool IsAcquired => Decision.IsGranted;

    public override IEnumerable<string> MetadataNames => IsAcquired ? [] : [MetadataName.ReasonPhrase.Name];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = !IsAcquired && metadataName == MetadataName.ReasonPhrase.Name ? Decision.Verdict.ToString() : null;
        return metadata is not null;
    }
}

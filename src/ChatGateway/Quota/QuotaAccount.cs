using System.Security.Cryptography;
using System.Text;

namespace ChatGateway;

/// <summary>A key at a gateway, and the scopes of its groups.</summary>
/// <param name="name">The account's name in the store.</param>
/// <param name="apiKey">The key.</param>
internal sealed class QuotaAccount(string name, string? apiKey)
{
    /// <summary>128 bits of the hash: enough to tell keys apart, and a key is too long to be guessed from them.</summary>
    private const int HashBytes = 16;

    private QuotaScope[] _scopes = [];

    public string? ApiKey => apiKey;

    public string Name => name;

    /// <summary>A name that tells the key to nobody, for stores outside of the client.</summary>
    public static string HashOf(string gateway, string? apiKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{gateway}\n{apiKey}")).AsSpan(0, HashBytes));

    /// <summary>The scope of a group of the plan. There are a handful: those met before are kept.</summary>
    public QuotaScope ScopeOf(QuotaGroup group, QuotaPlan plan)
    {
        foreach (QuotaScope known in _scopes)
        {
            if ((object)known.Group == group.Name) return known;
        }
        QuotaScope scope = NewScope(group, plan);
        // two at once may lose one of theirs, which is made again
        _scopes = [.. _scopes, scope];
        return scope;
    }

    public QuotaScope NewScope(QuotaGroup group, QuotaPlan plan)
    {
        // a model may have the total's name: counted once, within both limits
        if (group.Name == plan.Total.Name) return new(name, group.Name, Lower(group.Limit, plan.Total.Limit), null, null, plan.ResetUtcOffset, plan.ProbeAfter);
        (string? total, int? limit) = group.IsChat ? (plan.Total.Name, plan.Total.Limit) : (null, null);
        return new(name, group.Name, group.Limit, total, limit, plan.ResetUtcOffset, plan.ProbeAfter);
    }

    private static int? Lower(int? one, int? other) => one > other ? other : one ?? other;
}

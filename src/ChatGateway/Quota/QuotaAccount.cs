using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ChatGateway;

/// <summary>A key at a gateway, and the scopes of its groups.</summary>
internal sealed class QuotaAccount(string gateway, string? apiKey)
{
    /// <summary>128 bits of the hash: enough to tell keys apart, and a key is too long to be guessed from them.</summary>
    private const int HashBytes = 16;

    private readonly ConcurrentDictionary<QuotaGroup, QuotaScope> _scopes = new(ReferenceEqualityComparer.Instance);

    public string? ApiKey { get; } = apiKey;

    /// <summary>The account's name in stores.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{gateway}\n{apiKey}")).AsSpan(0, HashBytes));

    /// <summary>The scope of a group; kept for the groups of the plan, which are always the same objects.</summary>
    public QuotaScope ScopeOf(QuotaGroup group, QuotaPlan plan) =>
        _scopes.TryGetValue(group, out QuotaScope? scope) ? scope : Make(group, plan);

    private QuotaScope Make(QuotaGroup group, QuotaPlan plan)
    {
        var scope = new QuotaScope(
            Hash, group.Name, group.Limit, group.IsChat ? plan.Total.Name : null, group.IsChat ? plan.Total.Limit : null, plan.ResetUtcOffset, plan.ProbeAfter);
        if (plan.Groups.Contains(group)) _scopes.TryAdd(group, scope);
        return scope;
    }
}

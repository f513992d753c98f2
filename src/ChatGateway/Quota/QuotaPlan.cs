namespace ChatGateway;

/// <summary>Which models share a day's requests, and how many these are: the catalogue's numbers, and what the options say instead.</summary>
internal sealed class QuotaPlan
{
    private readonly Dictionary<string, QuotaGroup> _byModel = new(StringComparer.Ordinal);
    private readonly QuotaOptions _options;
    private readonly string _gateway;
    private QuotaAccount? _account;

    /// <param name="options">The options.</param>
    /// <param name="gateway">The gateway's name: the same key may be known to several.</param>
    public QuotaPlan(QuotaOptions options, string gateway)
    {
        _options = options;
        _gateway = gateway;
        FreeTier tier = ModelCatalog.FreeTier;
        ResetUtcOffset = options.ResetUtcOffset ?? tier.ResetUtcOffset;
        ProbeAfter = options.ProbeAfter;
        Total = new QuotaGroup(tier.ChatGroup, LimitOf(tier.ChatGroup, options.ChatRequestsPerDay ?? tier.ChatRequestsPerDay), IsChat: false, []);
        var groups = new List<QuotaGroup>();
        foreach (IGrouping<string, (string Id, string Group, int? Limit, bool IsEmbedding)> members in Members().GroupBy(member => member.Group))
        {
            var group = new QuotaGroup(
                members.Key,
                LimitOf(members.Key, members.FirstOrDefault(member => member.Limit is not null).Limit),
                IsChat: members.Any(member => !member.IsEmbedding),
                [.. members.Select(member => (ModelId)member.Id)]);
            groups.Add(group);
            foreach (ModelId model in group.Models) _byModel[model.Value] = group;
        }
        Groups = groups;
    }

    /// <summary>All groups that models are known of.</summary>
    public IReadOnlyList<QuotaGroup> Groups { get; }

    /// <summary>All chat requests together.</summary>
    public QuotaGroup Total { get; }

    public TimeSpan ResetUtcOffset { get; }

    public TimeSpan ProbeAfter { get; }

    /// <summary>The account of a key.</summary>
    public QuotaAccount AccountOf(string? apiKey)
    {
        // the key hardly ever changes
        if (_account is { } last && last.ApiKey == apiKey) return last;
        return _account = new QuotaAccount(_gateway, apiKey);
    }

    /// <summary>The scope of a request.</summary>
    public QuotaScope ScopeOf(string? apiKey, ModelId model, bool isEmbedding) =>
        AccountOf(apiKey).ScopeOf(_byModel.GetValueOrDefault(model.Value) ?? Unknown(model, isEmbedding), this);

    // free keys may use models that the catalogue does not know yet; the gateway counts them somehow
    private QuotaGroup Unknown(ModelId model, bool isEmbedding) => new(model.Value, LimitOf(model.Value, null), IsChat: !isEmbedding, [model]);

    private int? LimitOf(string group, int? limit) => _options.RequestsPerDay?.TryGetValue(group, out int said) == true ? said : limit;

    private IEnumerable<(string Id, string Group, int? Limit, bool IsEmbedding)> Members()
    {
        IReadOnlyList<FreeModel> known = ModelCatalog.FreeModels;
        foreach (FreeModel model in known)
        {
            // one that was moved takes its new group's number, if that is known
            if (_options.ModelGroups?.ContainsKey(model.Id) != true) yield return (model.Id, model.QuotaGroup, model.RequestsPerDay, model.IsEmbedding);
        }
        foreach ((string id, string group) in _options.ModelGroups ?? new Dictionary<string, string>())
        {
            FreeModel before = known.FirstOrDefault(model => model.Id == id);
            bool isEmbedding = before.Id is null ? id.Contains("embed", StringComparison.OrdinalIgnoreCase) : before.IsEmbedding;
            yield return (id, group, known.FirstOrDefault(model => model.QuotaGroup == group) is { Id: not null } other ? other.RequestsPerDay : null, isEmbedding);
        }
    }
}

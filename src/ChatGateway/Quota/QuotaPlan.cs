namespace ChatGateway;

/// <summary>Which models share a day's requests, and how many these are: the catalogue's numbers, and what the options say instead.</summary>
internal sealed class QuotaPlan
{
    private readonly Dictionary<string, QuotaGroup> _byModel = new(StringComparer.Ordinal);
    private readonly List<QuotaGroup> _groups = [];
    private readonly QuotaOptions _options;
    private readonly string _gateway;
    private readonly bool _isPrivate;
    private QuotaAccount? _account;

    /// <param name="options">The options.</param>
    /// <param name="gateway">The gateway's name: the same key may be known to several.</param>
    /// <param name="isPrivate">Whether nobody but the client sees the store.</param>
    public QuotaPlan(QuotaOptions options, string gateway, bool isPrivate)
    {
        _options = options;
        _gateway = gateway;
        _isPrivate = isPrivate;
        FreeTier tier = ModelCatalog.FreeTier;
        ResetUtcOffset = options.ResetUtcOffset ?? tier.ResetUtcOffset;
        ProbeAfter = options.ProbeAfter;
        Total = new QuotaGroup(tier.ChatGroup, LimitOf(tier.ChatGroup) ?? options.ChatRequestsPerDay ?? tier.ChatRequestsPerDay, IsChat: false, []);
        FreeModel[] known = ModelCatalog.FreeModels;
        foreach (FreeModel model in known)
        {
            if (options.ModelGroups?.ContainsKey(model.Id) != true) Add(model);
        }
        if (options.ModelGroups is { } moved) AddMoved(moved, known);
    }

    /// <summary>All groups that models are known of.</summary>
    public IReadOnlyList<QuotaGroup> Groups => _groups;

    /// <summary>All chat requests together.</summary>
    public QuotaGroup Total { get; }

    public TimeSpan ResetUtcOffset { get; }

    public TimeSpan ProbeAfter { get; }

    /// <summary>The account of a key.</summary>
    public QuotaAccount AccountOf(string? apiKey)
    {
        // the key hardly ever changes
        if (_account is { } last && last.ApiKey == apiKey) return last;
        // inside of the client a key may stand for itself: to hash it loads a library, which takes a first call its time
        return _account = new QuotaAccount(_isPrivate ? apiKey ?? "" : QuotaAccount.HashOf(_gateway, apiKey), apiKey);
    }

    /// <summary>The scope of a request.</summary>
    public QuotaScope ScopeOf(string? apiKey, ModelId model, bool isEmbedding)
    {
        QuotaAccount account = AccountOf(apiKey);
        // free keys may use models that the catalogue does not know yet; the gateway counts them somehow
        return _byModel.TryGetValue(model.Value, out QuotaGroup? group)
            ? account.ScopeOf(group, this)
            : account.NewScope(new QuotaGroup(model.Value, LimitOf(model.Value), IsChat: !isEmbedding, [model.Value]), this);
    }

    private int? LimitOf(string group) => _options.RequestsPerDay?.TryGetValue(group, out int said) == true ? said : null;

    private void AddMoved(IDictionary<string, string> moved, FreeModel[] known)
    {
        foreach ((string id, string group) in moved)
        {
            FreeModel before = known.FirstOrDefault(model => model.Id == id);
            bool isEmbedding = before.Id is null ? id.Contains("embed", StringComparison.OrdinalIgnoreCase) : before.IsEmbedding;
            Add(new FreeModel(id, group, RequestsPerDay: null, isEmbedding));
        }
    }

    private void Add(FreeModel model)
    {
        int at = _groups.Count - 1;
        while (at >= 0 && _groups[at].Name != model.QuotaGroup) at--;
        if (at < 0)
        {
            _groups.Add(new QuotaGroup(model.QuotaGroup, LimitOf(model.QuotaGroup) ?? model.RequestsPerDay, IsChat: !model.IsEmbedding, []));
            at = _groups.Count - 1;
        }
        _groups[at].Models.Add(model.Id);
        _byModel[model.Id] = _groups[at];
    }
}

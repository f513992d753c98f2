namespace ChatGateway.Sandbox;

/// <summary>
/// Counts what free keys used today: each quota group by its own number, and chat over all groups. The day begins at midnight of the
/// gateway's clock. Only requests that pass every other rule are counted.
/// </summary>
internal sealed class QuotaLedger(FreeTierEntry tier, TimeProvider time)
{
    private const string AllChat = "all chat";

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Key, string Group), int> _used = [];
    private DateTime _day;

    public bool TryTake(string key, ModelEntry model)
    {
        lock (_gate)
        {
            DateTime today = time.GetUtcNow().ToOffset(tier.ResetUtcOffset).Date;
            if (today != _day)
            {
                _used.Clear();
                _day = today;
            }

            bool countsAsChat = !model.IsEmbedding;
            if (Used(key, model.QuotaGroup) >= model.RequestsPerDay || (countsAsChat && Used(key, AllChat) >= tier.ChatRequestsPerDay))
                return false;

            _used[(key, model.QuotaGroup)] = Used(key, model.QuotaGroup) + 1;
            if (countsAsChat)
                _used[(key, AllChat)] = Used(key, AllChat) + 1;
            return true;
        }
    }

    private int Used(string key, string group) => _used.GetValueOrDefault((key, group));
}

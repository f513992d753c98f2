namespace ChatGateway.Sandbox;

/// <summary>
/// Counts what free keys used today: each quota group by its own number, and chat over all groups. The day begins at 00:00 UTC+8.
/// Only requests that pass every other rule are counted.
/// </summary>
internal sealed class QuotaLedger(TimeProvider time)
{
    /// <summary>Chat requests a day of a free key, over all models (README of 2026-06-27).</summary>
    private const int ChatPerDay = 200;
    private const string AllChat = "all chat";
    private static readonly TimeSpan GatewayOffset = TimeSpan.FromHours(8);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Key, string Group), int> _used = [];
    private DateTime _day;

    public bool TryTake(string key, ModelEntry model)
    {
        lock (_gate)
        {
            DateTime today = time.GetUtcNow().ToOffset(GatewayOffset).Date;
            if (today != _day)
            {
                _used.Clear();
                _day = today;
            }

            bool countsAsChat = !model.IsEmbedding;
            if (Used(key, model.QuotaGroup) >= model.RequestsPerDay || (countsAsChat && Used(key, AllChat) >= ChatPerDay))
                return false;

            _used[(key, model.QuotaGroup)] = Used(key, model.QuotaGroup) + 1;
            if (countsAsChat)
                _used[(key, AllChat)] = Used(key, AllChat) + 1;
            return true;
        }
    }

    private int Used(string key, string group) => _used.GetValueOrDefault((key, group));
}

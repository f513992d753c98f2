namespace ChatGateway;

/// <summary>How long each endpoint of a call has asked to be left alone.</summary>
internal sealed class EndpointDelays(TimeProvider timeProvider)
{
    private readonly List<(int Endpoint, long Since, TimeSpan Delay)> _asked = [];

    public void Note(int endpoint, TimeSpan delay)
    {
        _asked.RemoveAll(asked => asked.Endpoint == endpoint);
        _asked.Add((endpoint, timeProvider.GetTimestamp(), delay));
    }

    /// <summary>What is left of an endpoint's delay; null when it has not asked for one, or when that is over.</summary>
    public TimeSpan? LeftOf(int endpoint)
    {
        foreach ((int asking, long since, TimeSpan delay) in _asked)
        {
            if (asking == endpoint && delay - timeProvider.GetElapsedTime(since) is { Ticks: > 0 } left) return left;
        }
        return null;
    }
}

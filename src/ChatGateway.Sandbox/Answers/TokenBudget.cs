namespace ChatGateway.Sandbox;

/// <summary>What is left of max_tokens for one choice.</summary>
internal sealed class TokenBudget(int? limit)
{
    private int _left = limit ?? int.MaxValue;

    /// <summary>Whether something had to be left out.</summary>
    public bool Exceeded { get; private set; }

    public IReadOnlyList<string> Take(IReadOnlyList<string> pieces)
    {
        if (pieces.Count > _left)
            Exceeded = true;
        string[] taken = [.. pieces.Take(_left)];
        _left -= taken.Length;
        return taken;
    }
}

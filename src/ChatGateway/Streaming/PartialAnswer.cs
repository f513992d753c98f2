namespace ChatGateway;

/// <summary>What a stream has brought so far, for the exception that may end it. Bounded, so that a long stream costs no more memory than a short one.</summary>
internal sealed class PartialAnswer(int maxBytes)
{
    private readonly ChatCompletionAccumulator _accumulator = new();
    private long _bytes;
    private bool _isEmpty = true;

    /// <summary>Whether more has come than is kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether anything has come.</summary>
    public bool HasCome => _bytes > 0;

    /// <summary>Adds a chunk, if its event still fits.</summary>
    public void Add(ChatCompletionChunk chunk, int bytes)
    {
        _bytes += bytes;
        IsCut |= _bytes > maxBytes;
        if (IsCut) return;
        _isEmpty = false;
        _accumulator.Add(chunk);
    }

    /// <summary>The answer as far as it is kept; null when nothing is.</summary>
    public ChatCompletion? ToChatCompletion() => _isEmpty ? null : _accumulator.ToChatCompletion();
}

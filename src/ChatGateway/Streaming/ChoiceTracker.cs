namespace ChatGateway;

/// <summary>Which choices of a stream have come and which have ended: what tells a complete answer without an end marker.</summary>
internal sealed class ChoiceTracker
{
    /// <summary>More choices or tool calls than any server makes: a larger index is a fault, and would cost memory.</summary>
    public const int MaxIndex = 1023;

    private const int BitsPerWord = 64;

    // nearly all answers have one choice; the other words are made when a choice needs them
    private ulong _firstOpen;
    private ulong _firstEnded;
    private ulong[]? _open;
    private ulong[]? _ended;
    private bool _hasChoices;

    /// <summary>Whether at least one choice has come and every one has its finish reason.</summary>
    public bool IsFinished => _hasChoices && _firstOpen == 0 && !_open.AsSpan().ContainsAnyExcept(0UL);

    /// <summary>Notes a piece of a choice.</summary>
    public void Note(int index, bool hasEnded)
    {
        _hasChoices = true;
        ulong bit = 1UL << (index % BitsPerWord);
        ref ulong open = ref WordOf(index, ref _firstOpen, ref _open);
        ref ulong ended = ref WordOf(index, ref _firstEnded, ref _ended);
        if (hasEnded) ended |= bit;
        // a piece after the finish reason (usage, annotations) does not open the choice again
        open = (open | bit) & ~ended;
    }

    private static ref ulong WordOf(int index, ref ulong first, ref ulong[]? words)
    {
        if (index < BitsPerWord) return ref first;
        words ??= new ulong[(MaxIndex + 1) / BitsPerWord];
        return ref words[index / BitsPerWord];
    }
}

namespace ChatGateway;

/// <summary>Which choices of a stream have come and which have ended: what tells a complete answer without an end marker.</summary>
internal sealed class ChoiceTracker
{
    /// <summary>More choices or tool calls than any server makes: a larger index is a fault, and would cost memory.</summary>
    public const int MaxIndex = 1023;

    private const int BitsPerWord = 64;

    private readonly ulong[] _open = new ulong[(MaxIndex + 1) / BitsPerWord];
    private readonly ulong[] _ended = new ulong[(MaxIndex + 1) / BitsPerWord];

    /// <summary>Whether any choice has come.</summary>
    public bool HasChoices { get; private set; }

    /// <summary>Whether at least one choice has come and every one has its finish reason.</summary>
    public bool IsFinished => HasChoices && !_open.AsSpan().ContainsAnyExcept(0UL);

    /// <summary>Notes a piece of a choice.</summary>
    public void Note(int index, bool hasEnded)
    {
        HasChoices = true;
        ulong bit = 1UL << (index % BitsPerWord);
        ref ulong open = ref _open[index / BitsPerWord];
        ref ulong ended = ref _ended[index / BitsPerWord];
        if (hasEnded) ended |= bit;
        // a piece after the finish reason (usage, annotations) does not open the choice again
        open = (open | bit) & ~ended;
    }
}

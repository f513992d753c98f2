namespace ChatGateway;

/// <summary>
/// The short texts of one stream or long answer, each made once: tokens repeat. Never shared between answers, which would keep
/// parts of one alive after it.
/// </summary>
internal sealed class WireTexts
{
    /// <summary>Longer texts hardly ever repeat.</summary>
    public const int MaxBytes = 32;

    private const int FewSlots = 32;
    private const int ManySlots = 512;
    private const int ByteSlots = 256;

    // grows with what comes: most streams are short, and a thousand of them may be open
    private (string? Text, MessageContent? Content)[] _slots = new (string?, MessageContent?)[FewSlots];
    private int _misses;
    private TokenBytes?[]? _bytes;

    public string Get(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        Span<char> chars = stackalloc char[MaxBytes];
        return Slot(chars[..WireText.Decode(utf8, isEscaped, chars)]).Text!;
    }

    public MessageContent GetContent(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        Span<char> chars = stackalloc char[MaxBytes];
        ref (string? Text, MessageContent? Content) slot = ref Slot(chars[..WireText.Decode(utf8, isEscaped, chars)]);
        return slot.Content ??= slot.Text!;
    }

    public TokenBytes GetBytes(ulong packed, int count)
    {
        _bytes ??= new TokenBytes?[ByteSlots];
        ref TokenBytes? slot = ref _bytes[HashCode.Combine(packed, count) & (ByteSlots - 1)];
        if (slot?.Is(packed, count) != true) slot = new TokenBytes(packed, count);
        return slot;
    }

    // a text takes the place of another that falls on its slot
    private ref (string? Text, MessageContent? Content) Slot(ReadOnlySpan<char> text)
    {
        int hash = string.GetHashCode(text);
        ref (string? Text, MessageContent? Content) slot = ref _slots[hash & (_slots.Length - 1)];
        if (slot.Text is not null && text.SequenceEqual(slot.Text)) return ref slot;
        if (slot.Text is not null && ++_misses > _slots.Length && _slots.Length < ManySlots)
        {
            Grow();
            slot = ref _slots[hash & (_slots.Length - 1)];
        }
        slot = (text.ToString(), null);
        return ref slot;
    }

    private void Grow()
    {
        (string? Text, MessageContent? Content)[] few = _slots;
        _slots = new (string?, MessageContent?)[few.Length * 4];
        _misses = 0;
        foreach ((string? Text, MessageContent? Content) slot in few)
        {
            if (slot.Text is not null) _slots[string.GetHashCode(slot.Text.AsSpan()) & (_slots.Length - 1)] = slot;
        }
    }
}

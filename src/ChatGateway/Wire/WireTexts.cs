namespace ChatGateway;

/// <summary>
/// The short texts of one stream, each made once: tokens repeat. Never shared between streams, which would keep parts of
/// answers alive after them.
/// </summary>
internal sealed class WireTexts
{
    /// <summary>Longer texts hardly ever repeat.</summary>
    public const int MaxBytes = 32;

    private const int Slots = 128;

    private readonly (string? Text, MessageContent? Content)[] _slots = new (string?, MessageContent?)[Slots];

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

    // a text takes the place of another that falls on its slot
    private ref (string? Text, MessageContent? Content) Slot(ReadOnlySpan<char> text)
    {
        ref (string? Text, MessageContent? Content) slot = ref _slots[string.GetHashCode(text) & (Slots - 1)];
        if (slot.Text is null || !text.SequenceEqual(slot.Text)) slot = (text.ToString(), null);
        return ref slot;
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Text;

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

    public string Get(ReadOnlySpan<byte> utf8, bool isEscaped) => Slot(utf8, isEscaped).Text!;

    public MessageContent GetContent(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        ref (string? Text, MessageContent? Content) slot = ref Slot(utf8, isEscaped);
        return slot.Content ??= slot.Text!;
    }

    public TokenBytes GetBytes(UInt128 packed, int count)
    {
        _bytes ??= new TokenBytes?[ByteSlots];
        ref TokenBytes? slot = ref _bytes[Mix((ulong)packed + (uint)count, (ulong)(packed >> 64)) & (ByteSlots - 1)];
        if (slot?.Is(packed, count) != true) slot = new TokenBytes(packed, count);
        return slot;
    }

    private ref (string? Text, MessageContent? Content) Slot(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        if (!isEscaped)
        {
            // most texts are ASCII and have come before: nothing is decoded
            ref (string? Text, MessageContent? Content) slot = ref _slots[Hash(utf8) & (_slots.Length - 1)];
            if (slot.Text is not null && Ascii.Equals(utf8, slot.Text)) return ref slot;
        }
        return ref Decoded(utf8, isEscaped);
    }

    private ref (string? Text, MessageContent? Content) Decoded(ReadOnlySpan<byte> utf8, bool isEscaped)
    {
        Span<char> chars = stackalloc char[MaxBytes];
        return ref Slot(chars[..WireText.Decode(utf8, isEscaped, chars)]);
    }

    // a text takes the place of another that falls on its slot: many that do so on purpose cost nothing but their store
    private ref (string? Text, MessageContent? Content) Slot(scoped ReadOnlySpan<char> text)
    {
        int hash = Hash(text);
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
            if (slot.Text is not null) _slots[Hash(slot.Text.AsSpan()) & (_slots.Length - 1)] = slot;
        }
    }

    // of the lower halves of the characters, which in ASCII are the bytes
    private static int Hash(ReadOnlySpan<char> text)
    {
        Span<byte> halves = stackalloc byte[MaxBytes];
        for (int i = 0; i < text.Length; i++) halves[i] = (byte)text[i];
        return Hash(halves[..text.Length]);
    }

    // both ends of the text, which overlap when it is short
    private static int Hash(ReadOnlySpan<byte> text)
    {
        int length = text.Length;
        if (length >= sizeof(ulong)) return Mix(BinaryPrimitives.ReadUInt64LittleEndian(text) + (uint)length, BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]));
        if (length >= sizeof(uint)) return Mix(BinaryPrimitives.ReadUInt32LittleEndian(text) + (uint)length, BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]));
        return length == 0 ? 0 : Mix(text[0] + ((uint)length << 8), text[length >> 1] + ((uint)text[^1] << 8));
    }

    // multiplied by the golden ratio, of which the upper bits depend on all others
    private static int Mix(ulong first, ulong second) =>
        (int)(((first * 0x9E3779B97F4A7C15) ^ BitOperations.RotateLeft(second * 0xC2B2AE3D27D4EB4F, 31)) * 0x9E3779B97F4A7C15 >> 40);
}

using System.Buffers.Binary;
using System.Collections;

namespace ChatGateway;

/// <summary>The bytes of a token, packed: an answer with log probabilities has thousands of them, each a few bytes long. Immutable.</summary>
internal sealed class TokenBytes : IReadOnlyList<int>
{
    public const int MaxCount = 16;

    private readonly UInt128 _packed;

    public TokenBytes(UInt128 packed, int count)
    {
        _packed = packed;
        Count = count;
    }

    public int Count { get; }

    public int this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return (byte)(_packed >> (index * 8));
        }
    }

    /// <summary>Reads bytes as JSON has them behind an opening bracket, without blanks.</summary>
    /// <param name="json">What follows the bracket.</param>
    /// <param name="packed">The bytes.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="length">Where the closing bracket stands.</param>
    /// <returns>False for all else: other spellings and numbers, none, or too many.</returns>
    public static bool TryParse(ReadOnlySpan<byte> json, out UInt128 packed, out int count, out int length)
    {
        packed = 0;
        count = 0;
        Span<byte> items = stackalloc byte[MaxCount];
        uint item = 0;
        int digits = 0;
        for (length = 0; length < json.Length; length++)
        {
            byte c = json[length];
            uint digit = (uint)(c - '0');
            if (digit <= 9)
            {
                // no number begins with a zero but zero itself
                if (digits++ > 0 && item == 0) return false;
                item = (item * 10) + digit;
                if (item > byte.MaxValue) return false;
                continue;
            }
            if (digits == 0 || count == MaxCount || c is not ((byte)',' or (byte)']')) return false;
            items[count++] = (byte)item;
            if (c == ']')
            {
                packed = BinaryPrimitives.ReadUInt128LittleEndian(items);
                return true;
            }
            item = 0;
            digits = 0;
        }
        return false;
    }

    public bool Is(UInt128 packed, int count) => _packed == packed && Count == count;

    public IEnumerator<int> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
